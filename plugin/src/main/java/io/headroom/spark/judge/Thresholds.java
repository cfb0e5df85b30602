/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import java.time.Duration;

/**
 * Where the rungs of the ladder are. Immutable.
 *
 * @param giveBack pressure at which memory held without need is given back
 * @param soft pressure at which the executor takes less
 * @param gate pressure at which no further task is started
 * @param shed pressure at which a task is ended
 * @param shedTimeToLimit a task is ended when the limit is nearer than this, whatever the pressure
 * @param hysteresis how far pressure must fall below a rung before it is left
 * @param dwell how long it must have been there; the level then falls one rung
 */
public record Thresholds(
    double giveBack,
    double soft,
    double gate,
    double shed,
    Duration shedTimeToLimit,
    double hysteresis,
    Duration dwell) {

  /** The defaults; their source is the table of measured kills in docs/ladder.md. */
  public static final Thresholds DEFAULT =
      new Thresholds(0.65, 0.70, 0.80, 0.90, Duration.ofMillis(700), 0.05, Duration.ofSeconds(3));

  public Thresholds {
    if (!(0 < giveBack && giveBack < soft && soft < gate && gate < shed && shed < 1)) {
      throw new IllegalArgumentException(
          "thresholds must rise: 0 < giveBack < soft < gate < shed < 1, but are "
              + giveBack
              + ", "
              + soft
              + ", "
              + gate
              + ", "
              + shed);
    }
    if (!(0 <= hysteresis && hysteresis < giveBack)) {
      throw new IllegalArgumentException(
          "hysteresis must be in [0, giveBack), but is " + hysteresis);
    }
  }
}
