/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headroom.spark.doctor.OwnEvents;
import io.headroom.spark.listener.event.EventReplay;
import io.headroom.spark.listener.event.RecordedDiagnosis;
import io.headroom.spark.listener.event.RecordedFacts;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;

/** Lines of an event log that hold a {@link HeadroomEvent}, back to facts. */
final class HeadroomLines implements OwnEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Reader begin(Facts facts, Told told) {
    EventReplay replay = new EventReplay(new Handed(facts, told));
    return (line, offset, length) -> {
      JsonNode object = JSON.readTree(line, offset, length);
      replay.replay(HeadroomEvent.of(object));
    };
  }

  /** What a {@link HeadroomEvent} can hold that a diagnosis rests on. */
  private record Handed(Facts facts, Told told) implements RecordedFacts {
    @Override
    public void report(ExecutorReport report) {
      facts.report(report);
    }

    @Override
    public void kernelKill(KernelKill kill) {
      facts.kernelKill(kill);
    }

    @Override
    public void processLook(ProcessLook look) {
      facts.processLook(look);
    }

    @Override
    public void diagnosis(RecordedDiagnosis diagnosis) {
      told.diagnosis(diagnosis.incidentId(), diagnosis.findings());
    }
  }
}
