/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.Keys;
import io.headroom.spark.judge.Thresholds;

/** The ladder's thresholds as configured. */
public final class LadderConf {
  private LadderConf() {}

  public static Thresholds thresholds(HeadroomConf conf) {
    return new Thresholds(
        conf.get(Keys.GIVE_BACK_THRESHOLD),
        conf.get(Keys.SOFT_THRESHOLD),
        conf.get(Keys.GATE_THRESHOLD),
        conf.get(Keys.SHED_THRESHOLD),
        conf.get(Keys.SHED_TIME_TO_LIMIT),
        conf.get(Keys.LEVEL_HYSTERESIS),
        conf.get(Keys.LEVEL_DWELL));
  }
}
