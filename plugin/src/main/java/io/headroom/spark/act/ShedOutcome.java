/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.judge.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Follows the tasks shed last and tells once what their end freed, or which of them do not end.
 * Tasks shed while others are still followed join them: what each of them freed cannot be told
 * apart. Belongs to the sampling thread.
 */
final class ShedOutcome {
  /** A freed page leaves the charge within some 100 ms; a second also covers heap-held buffers. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final SamplerLog log;
  private final List<Long> attemptIds = new ArrayList<>();
  private long firstShedNanos;
  private long lastShedNanos;
  private long endedNanos;
  private boolean ended;
  private long peakHardBytes;

  ShedOutcome(SamplerLog log) {
    this.log = log;
  }

  void shed(Situation now, long attemptId) {
    if (attemptIds.isEmpty()) {
      firstShedNanos = now.nanoTime;
      peakHardBytes = now.hardBytes;
    }
    attemptIds.add(attemptId);
    lastShedNanos = now.nanoTime;
    ended = false;
  }

  void step(Situation now, RunningTasks running) {
    if (attemptIds.isEmpty()) {
      return;
    }
    peakHardBytes = Math.max(peakHardBytes, now.hardBytes);
    if (!ended) {
      if (attemptIds.stream().noneMatch(running::contains)) {
        ended = true;
        endedNanos = now.nanoTime;
      } else if (now.nanoTime - lastShedNanos > PATIENCE_NANOS) {
        attemptIds.removeIf(attemptId -> !running.contains(attemptId));
        log.warn(
            "Headroom: {} asked to end {} s ago and still running: interrupts are not heeded there",
            tids(),
            TimeUnit.NANOSECONDS.toSeconds(now.nanoTime - lastShedNanos));
        attemptIds.clear();
      }
    } else if (now.nanoTime - endedNanos > SETTLE_NANOS) {
      log.info(
          "Headroom: shed {} ended after {} ms; hard memory {} -> {} MiB, freed {} MiB",
          tids(),
          TimeUnit.NANOSECONDS.toMillis(endedNanos - firstShedNanos),
          peakHardBytes >> 20,
          now.hardBytes >> 20,
          Math.max(0, peakHardBytes - now.hardBytes) >> 20);
      attemptIds.clear();
    }
  }

  private String tids() {
    String ids = attemptIds.toString();
    return "TID " + ids.substring(1, ids.length() - 1);
  }
}
