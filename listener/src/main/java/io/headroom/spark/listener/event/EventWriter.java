/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;

/**
 * Writes single facts as events; {@link SampleBatchWriter} writes the many. What is unknown is left
 * out.
 */
public final class EventWriter {
  private EventWriter() {}

  /** A diagnosis with all its findings. */
  public static HeadroomEvent diagnosis(RecordedDiagnosis diagnosis) {
    return HeadroomEvent.of(DiagnosisFields.write(diagnosis));
  }

  /** Something done. */
  public static HeadroomEvent action(ActionTaken action) {
    return HeadroomEvent.of(
        EventKind.ACTION
            .begin(action.timeMillis())
            .put("executor", action.executorId())
            .put("host", action.host())
            .put("action", action.action())
            .put("detail", action.detail()));
  }

  /** Something that cannot be done or seen. */
  public static HeadroomEvent note(CapabilityNote note) {
    return HeadroomEvent.of(
        EventKind.NOTE
            .begin(note.timeMillis())
            .put("executor", note.executorId())
            .put("text", note.text()));
  }

  /** A kill by the kernel. */
  public static HeadroomEvent kernelKill(KernelKill kill) {
    ObjectNode fields =
        EventKind.KERNEL_KILL
            .begin(kill.timeMillis())
            .put("host", kill.host())
            .put("scope", kill.scope().name())
            .put("pid", kill.pid())
            .put("command", kill.command())
            .put("cgroup", kill.cgroup())
            .put("taskCgroup", kill.taskCgroup());
    putKnown(fields, "anonBytes", kill.anonBytes());
    putKnown(fields, "fileBytes", kill.fileBytes());
    putKnown(fields, "shmemBytes", kill.shmemBytes());
    return HeadroomEvent.of(fields);
  }

  /** A look at a silent process. */
  public static HeadroomEvent processLook(ProcessLook look) {
    ObjectNode fields =
        EventKind.PROCESS_LOOK
            .begin(look.timeMillis())
            .put("executor", look.executorId())
            .put("host", look.host())
            .put("pid", look.pid())
            .put("state", String.valueOf(look.state()));
    putKnown(fields, "swappedBytes", look.swappedBytes());
    putKnown(fields, "majorFaultsPerSecond", look.majorFaultsPerSecond());
    putKnown(fields, "collectorCpuShare", look.collectorCpuShare());
    putKnown(fields, "otherCpuShare", look.otherCpuShare());
    putKnown(fields, "throttledShare", look.throttledShare());
    return HeadroomEvent.of(fields);
  }

  private static void putKnown(ObjectNode fields, String name, long figure) {
    if (figure >= 0) {
      fields.put(name, figure);
    }
  }

  private static void putKnown(ObjectNode fields, String name, double figure) {
    // JSON has no NaN, and Jackson would write it as a string.
    if (Double.isFinite(figure)) {
      fields.put(name, figure);
    }
  }
}
