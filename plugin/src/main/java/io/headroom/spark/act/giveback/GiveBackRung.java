/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.Reading;

/**
 * When memory held without need is to be given back. Immutable.
 *
 * @param secondsNeeded an attempt begins only while the limit is at least this far away
 */
record GiveBackRung(Thresholds thresholds, double secondsNeeded) {
  /**
   * True where the limit is known and the rung is reached by the judge's level or by plain {@code
   * hard / limit}. The latter counts since the judge's pressure takes for granted that heap slack
   * is given back in time.
   */
  boolean reached(Situation now) {
    return Reading.known(now.limitBytes)
        && now.timeToLimitSeconds >= secondsNeeded
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
