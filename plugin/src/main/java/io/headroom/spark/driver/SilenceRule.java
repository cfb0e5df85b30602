/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.driver.SignsOfLife.Signs;
import java.time.Duration;

/**
 * How worrying an executor's silence is. Pure.
 *
 * <p>Reports come every second or so, heartbeats every ten: the first to stop are reports, and they
 * alone endanger nobody. What Spark removes an executor for is heartbeats.
 *
 * @param silentNanos without a report from here on an executor is silent
 * @param endangeredNanos without a heartbeat from here on it is about to be removed
 */
record SilenceRule(long silentNanos, long endangeredNanos) {
  private static final Duration LEAST_SILENCE = Duration.ofSeconds(5);
  private static final int MISSED_REPORTS = 3;

  /** What an executor's silence means. */
  enum Stage {
    HEARD,
    /** No report for a while. */
    SILENT,
    /** No heartbeat for half of the time after which Spark removes it. */
    ENDANGERED
  }

  /**
   * By configuration.
   *
   * @param reportPeriod the longest time between two reports
   * @param heartbeatTimeout after which Spark removes an executor
   */
  static SilenceRule of(Duration reportPeriod, Duration heartbeatTimeout) {
    long missed = reportPeriod.multipliedBy(MISSED_REPORTS).toNanos();
    // A look must be had before Spark gives the executor up, however short its timeout is.
    long least = Math.min(LEAST_SILENCE.toNanos(), heartbeatTimeout.toNanos() / 4);
    long silent = Math.max(least, missed);
    return new SilenceRule(silent, heartbeatTimeout.toNanos() / 2);
  }

  /**
   * Judges one executor.
   *
   * @param notBefore the driver itself could not listen until then: silence before it is its own
   */
  Stage stage(Signs signs, long now, long notBefore) {
    if (silence(signs.heartbeatNanos(), now, notBefore) >= endangeredNanos) {
      return Stage.ENDANGERED;
    }
    return !signs.ended() && silence(signs.reportNanos(), now, notBefore) > silentNanos
        ? Stage.SILENT
        : Stage.HEARD;
  }

  private static long silence(long heardNanos, long now, long notBefore) {
    return Math.min(now - heardNanos, now - notBefore);
  }
}
