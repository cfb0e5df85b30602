/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.SlowSample;

/**
 * The rung that stalls ask for. Pure.
 *
 * <p>Only where this cgroup can swap and the PSI figures are its own: without swap memory PSI says
 * nothing before a kill (16 ms of total stall were measured), and a host's figures tell of its
 * neighbours. Stalls never end a task: they slow a job down, and killing makes it slower.
 */
final class Stalls {
  private static final double SOFT_SOME = 0.10;
  private static final double GATE_SOME = 0.20;
  private static final double GATE_FULL = 0.10;

  private Stalls() {}

  /**
   * The rung.
   *
   * @param slow the latest slow sample or null
   * @param share what the bounds are multiplied with: 1 to enter a rung, less to stay on it
   * @return CALM, SOFT or GATE
   */
  static Level rung(SlowSample slow, double share) {
    if (slow == null || slow.swap() == null || slow.pressure() == null) {
      return Level.CALM;
    }
    SlowSample.Pressure psi = slow.pressure();
    if (slow.swap().limitBytes() <= 0 || !psi.own()) {
      return Level.CALM;
    }
    // NaN, which stands for unknown, is below every bound.
    if (psi.some() >= GATE_SOME * share || psi.full() >= GATE_FULL * share) {
      return Level.GATE;
    }
    return psi.some() >= SOFT_SOME * share ? Level.SOFT : Level.CALM;
  }
}
