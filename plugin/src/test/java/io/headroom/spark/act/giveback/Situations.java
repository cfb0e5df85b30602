/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.util.List;

/** Situations as the judge would hand them over, in MiB. */
final class Situations {
  static final long MIB = 1 << 20;

  private Situations() {}

  static Situation of(long seconds, long hardMib, long limitMib, Level level) {
    Situation now = new Situation();
    now.nanoTime = seconds * 1_000_000_000L;
    now.hardBytes = hardMib * MIB;
    now.limitBytes = limitMib * MIB;
    now.rawFraction = (double) hardMib / limitMib;
    now.pressure = now.rawFraction;
    now.level = level;
    return now;
  }

  static Situation with(Situation now, SlowSample.Jvm jvm) {
    SlowSample.Processes processes = new SlowSample.Processes(0, List.of(), Reading.UNKNOWN);
    now.slow = new SlowSample(now.nanoTime, null, null, null, null, null, jvm, processes);
    return now;
  }

  static SlowSample.Jvm heap(long usedMib, long committedMib, long liveMib) {
    long live = liveMib < 0 ? Reading.UNKNOWN : liveMib * MIB;
    return new SlowSample.Jvm(
        usedMib * MIB,
        committedMib * MIB,
        512 * MIB,
        live,
        committedMib * MIB,
        40 * MIB,
        10 * MIB,
        8 * MIB,
        0,
        30,
        5,
        50,
        1);
  }
}
