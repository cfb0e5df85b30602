/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;
import java.util.ArrayList;
import java.util.List;

/** What our own events told, in order. */
public final class Told implements RecordedFacts {
  public final List<Object> told = new ArrayList<>();

  public List<ExecutorReport> reports() {
    return told.stream()
        .filter(ExecutorReport.class::isInstance)
        .map(ExecutorReport.class::cast)
        .toList();
  }

  @Override
  public void report(ExecutorReport report) {
    told.add(report);
  }

  @Override
  public void kernelKill(KernelKill kill) {
    told.add(kill);
  }

  @Override
  public void processLook(ProcessLook look) {
    told.add(look);
  }

  @Override
  public void action(ActionTaken action) {
    told.add(action);
  }

  @Override
  public void note(CapabilityNote note) {
    told.add(note);
  }

  @Override
  public void diagnosis(RecordedDiagnosis diagnosis) {
    told.add(diagnosis);
  }
}
