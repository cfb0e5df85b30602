/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.judge.Situation;
import java.util.concurrent.TimeUnit;

/**
 * Follows the latest shed task and tells once what its end freed, or that it does not end. Belongs
 * to the sampling thread.
 */
final class ShedOutcome {
  /** A freed page leaves the charge within some 100 ms; a second also covers heap-held buffers. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long NONE = -1;

  private final SamplerLog log;
  private long attemptId = NONE;
  private long shedNanos;
  private long endedNanos;
  private long peakHardBytes;

  ShedOutcome(SamplerLog log) {
    this.log = log;
  }

  void shed(Situation now, long attemptId) {
    this.attemptId = attemptId;
    shedNanos = now.nanoTime;
    endedNanos = NONE;
    peakHardBytes = now.hardBytes;
  }

  void step(Situation now, RunningTasks running) {
    if (attemptId == NONE) {
      return;
    }
    peakHardBytes = Math.max(peakHardBytes, now.hardBytes);
    if (endedNanos == NONE) {
      if (!running.contains(attemptId)) {
        endedNanos = now.nanoTime;
      } else if (now.nanoTime - shedNanos > PATIENCE_NANOS) {
        log.warn(
            "Headroom: TID {} was asked to end {} s ago and still runs: it does not heed interrupts",
            attemptId,
            TimeUnit.NANOSECONDS.toSeconds(now.nanoTime - shedNanos));
        attemptId = NONE;
      }
    } else if (now.nanoTime - endedNanos > SETTLE_NANOS) {
      log.info(
          "Headroom: shed TID {} ended after {} ms; hard memory {} -> {} MiB, freed {} MiB",
          attemptId,
          TimeUnit.NANOSECONDS.toMillis(endedNanos - shedNanos),
          peakHardBytes >> 20,
          now.hardBytes >> 20,
          Math.max(0, peakHardBytes - now.hardBytes) >> 20);
      attemptId = NONE;
    }
  }
}
