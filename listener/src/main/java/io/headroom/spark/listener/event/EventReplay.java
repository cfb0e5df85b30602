/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of one application, in the order of its log, back to facts. An event of a later
 * version is read as far as it is understood; one that makes no sense is passed over. Never throws
 * by what an event holds. Confined to one thread.
 */
public final class EventReplay {
  private static final Logger LOG = LoggerFactory.getLogger(EventReplay.class);
  private static final double UNKNOWN = Double.NaN;

  private final Facts facts;
  private final SampleBatchReader samples = new SampleBatchReader();
  private final AtomicBoolean told = new AtomicBoolean();

  /** For one application; what is more than facts goes to those who are {@link RecordedFacts}. */
  public EventReplay(Facts facts) {
    this.facts = facts;
  }

  /** Hands over what the event holds. */
  public void replay(HeadroomEvent event) {
    try {
      EventKind.of(event).ifPresent(kind -> read(kind, event));
    } catch (RuntimeException e) {
      // In a History Server this would be an error page for the whole application.
      if (told.compareAndSet(false, true)) {
        LOG.warn("Headroom: an event could not be read: {}", event, e);
      }
    }
  }

  private void read(EventKind kind, HeadroomEvent event) {
    switch (kind) {
      case SAMPLES -> samples.read(event).forEach(facts::report);
      case DIAGNOSIS -> DiagnosisFields.read(event).ifPresent(this::diagnosis);
      case ACTION -> facts.action(action(event));
      case NOTE -> facts.note(note(event));
      case KERNEL_KILL -> facts.kernelKill(kernelKill(event));
      case PROCESS_LOOK -> facts.processLook(processLook(event));
    }
  }

  private void diagnosis(RecordedDiagnosis diagnosis) {
    if (facts instanceof RecordedFacts recorded) {
      recorded.diagnosis(diagnosis);
    }
  }

  private static ActionTaken action(HeadroomEvent event) {
    return new ActionTaken(
        text(event, "executor"),
        text(event, "host"),
        time(event),
        text(event, "action"),
        text(event, "detail"));
  }

  private static CapabilityNote note(HeadroomEvent event) {
    return new CapabilityNote(text(event, "executor"), time(event), text(event, "text"));
  }

  private static KernelKill kernelKill(HeadroomEvent event) {
    return new KernelKill(
        text(event, "host"),
        time(event),
        DiagnosisFields.constant(
            KernelKill.Scope.class, event.get("scope"), KernelKill.Scope.CGROUP),
        whole(event, "pid"),
        text(event, "command"),
        text(event, "cgroup"),
        text(event, "taskCgroup"),
        whole(event, "anonBytes"),
        whole(event, "fileBytes"),
        whole(event, "shmemBytes"));
  }

  private static ProcessLook processLook(HeadroomEvent event) {
    String state = text(event, "state");
    return new ProcessLook(
        text(event, "executor"),
        text(event, "host"),
        whole(event, "pid"),
        time(event),
        state.isEmpty() ? '?' : state.charAt(0),
        whole(event, "swappedBytes"),
        event.get("majorFaultsPerSecond").asDouble(UNKNOWN),
        event.get("collectorCpuShare").asDouble(UNKNOWN),
        event.get("otherCpuShare").asDouble(UNKNOWN),
        event.get("throttledShare").asDouble(UNKNOWN));
  }

  private static long time(HeadroomEvent event) {
    return event.get(EventKind.TIME).asLong(0);
  }

  private static String text(HeadroomEvent event, String name) {
    return event.get(name).asText("");
  }

  private static long whole(HeadroomEvent event, String name) {
    return event.get(name).asLong(-1);
  }
}
