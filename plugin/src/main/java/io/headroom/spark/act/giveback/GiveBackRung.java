/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.Reading;

/** When memory held without need is to be given back. Immutable. */
record GiveBackRung(Thresholds thresholds) {
  /** A trim takes 0.1 to 0.5 s, heap comes back after 1 to 3 s (measured). */
  static final double SECONDS_NEEDED = 1;

  /**
   * True where the limit is known and the rung is reached by the judge's level or by plain {@code
   * hard / limit}. The latter counts since the judge's pressure takes for granted that heap slack
   * is given back in time. Not while the limit is nearer than an attempt takes: it would come too
   * late, and malloc's arenas are locked in turn while it runs.
   */
  boolean reached(Situation now) {
    return Reading.known(now.limitBytes)
        && now.timeToLimitSeconds >= SECONDS_NEEDED
        && (now.rawFraction >= thresholds.giveBack() || now.level.atLeast(Level.GIVE_BACK));
  }

  /**
   * Hard memory, in bytes, below which enough was given back; unknown where something else binds,
   * since one cannot tell then how much is enough.
   */
  long leftBelowBytes(Situation now) {
    if (!Reading.known(now.limitBytes) || now.binding != Situation.Binding.LIMIT) {
      return Reading.UNKNOWN;
    }
    return (long) ((thresholds.giveBack() - thresholds.hysteresis()) * now.limitBytes);
  }
}
