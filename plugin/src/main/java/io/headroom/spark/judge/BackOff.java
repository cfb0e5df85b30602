/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import java.time.Duration;

/**
 * How often an action that gives memory back may be tried. Not thread-safe: one caller.
 *
 * <p>Two attempts in a row that freed less than 1 % of the limit double the interval, and so does
 * each further one, up to ten minutes; one good attempt sets it back. For heap return and native
 * trim only: the gate and shedding never back off.
 */
public final class BackOff {
  /** An attempt that freed less than this share of the limit was of no use. */
  static final double POOR_SHARE = 0.01;

  static final long MAX_INTERVAL_NANOS = Duration.ofMinutes(10).toNanos();

  private static final int POOR_ATTEMPTS = 2;

  private final long minIntervalNanos;
  private long intervalNanos;
  private int poorInARow;
  private boolean tried;
  private long lastNanos;

  /**
   * Ready for a first attempt at once.
   *
   * @param minInterval between two attempts while they are of use
   */
  public BackOff(Duration minInterval) {
    this.minIntervalNanos = Math.max(0, minInterval.toNanos());
    this.intervalNanos = minIntervalNanos;
  }

  /** Whether an attempt may be made at this {@link System#nanoTime()}. */
  public boolean due(long nanoTime) {
    long since = nanoTime - lastNanos;
    return !tried || since < 0 || since >= intervalNanos;
  }

  /**
   * An attempt was made.
   *
   * @param nanoTime when its effect was measured
   * @param freedBytes what hard fell by; negative where it grew or is not known, which counts as no
   *     use
   * @param limitBytes the limit; where it is not known no attempt counts as good
   */
  public void attempted(long nanoTime, long freedBytes, long limitBytes) {
    tried = true;
    lastNanos = nanoTime;
    if (limitBytes > 0 && freedBytes >= POOR_SHARE * limitBytes) {
      poorInARow = 0;
      intervalNanos = minIntervalNanos;
      return;
    }
    if (++poorInARow >= POOR_ATTEMPTS) {
      poorInARow = POOR_ATTEMPTS;
      long longest = Math.max(MAX_INTERVAL_NANOS, minIntervalNanos);
      intervalNanos = intervalNanos > longest / 2 ? longest : intervalNanos * 2;
    }
  }

  /** The present interval between two attempts. */
  public Duration interval() {
    return Duration.ofNanos(intervalNanos);
  }
}
