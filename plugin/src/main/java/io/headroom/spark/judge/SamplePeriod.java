/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import java.time.Duration;

/**
 * How long to wait until the next sample. Immutable, thread-safe, allocates nothing.
 *
 * <p>A kill comes 0.7 to 2 s after 80 % of the limit and 0.2 to 1.1 s after 95 % (measured), and
 * the growth that leads there takes about as long again: from a pressure of 0.45 on, on any rung,
 * and wherever the limit is less than 3 s away, the pressured period applies. Pressure and not the
 * share of the limit, since a heap that was touched once would keep a calm executor at 40 samples a
 * second for ever. Bursts are judged by the time they leave, not by bytes per second, as 300 MiB/s
 * is nothing in 64 GiB and the end in 512 MiB.
 */
public final class SamplePeriod {
  /** Pressure from which samples are taken at the pressured period. */
  static final double PRESSURED_PRESSURE = 0.45;

  /** Time to the limit below which they are, at any share. */
  static final double PRESSURED_SECONDS = 3;

  /** Between samples while no task runs: an executor that waits for work should cost nothing. */
  static final Duration IDLE = Duration.ofMillis(500);

  private final Duration calm;
  private final Duration pressured;

  public SamplePeriod(Duration calm, Duration pressured) {
    this.calm = calm;
    this.pressured = pressured;
  }

  /**
   * The pressured or the calm period; while calm and idle at least {@link #IDLE}.
   *
   * @param idle no task runs: memory then grows by what Spark itself keeps, and there is nothing to
   *     hold or to shed. Who says so wakes the sampler as soon as a task begins
   */
  public Duration next(Situation now, boolean idle) {
    if (pressed(now)) {
      return pressured;
    }
    return idle && calm.compareTo(IDLE) < 0 ? IDLE : calm;
  }

  /** Whether the pressured period applies. */
  public boolean pressed(Situation now) {
    return now.level != Level.CALM
        || now.pressure >= PRESSURED_PRESSURE
        || now.timeToLimitSeconds < PRESSURED_SECONDS;
  }
}
