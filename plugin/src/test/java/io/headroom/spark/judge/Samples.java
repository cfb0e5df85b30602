/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.util.List;

/** Samples for stories, one after the other. */
final class Samples {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;
  static final long MILLI = 1_000_000L;

  private static final List<Level> LADDER =
      List.of(Level.CALM, Level.GIVE_BACK, Level.SOFT, Level.GATE, Level.SHED);

  private Samples() {}

  /** The next rung down. */
  static Level below(Level level) {
    return LADDER.get(LADDER.indexOf(level) - 1);
  }

  static FastSample fast(long millis, double hardMib, double limitMib) {
    FastSample sample = new FastSample();
    sample.nanoTime = millis * MILLI;
    sample.hardBytes = (long) (hardMib * MIB);
    sample.limitBytes = (long) (limitMib * MIB);
    return sample;
  }

  static SlowSample heap(long millis, long touchedMib, long liveMib, long maxMib) {
    return new SlowSample(
        millis * MILLI, null, null, null, null, null, jvm(touchedMib, liveMib, maxMib), null);
  }

  static SlowSample.Jvm jvm(long touchedMib, long liveMib, long maxMib) {
    long u = Reading.UNKNOWN;
    return new SlowSample.Jvm(
        touchedMib * MIB,
        touchedMib * MIB,
        maxMib * MIB,
        liveMib * MIB,
        touchedMib * MIB,
        u,
        u,
        u,
        u,
        0,
        u,
        u,
        u);
  }

  static SlowSample host(long millis, long totalMib, long availableMib) {
    SlowSample.Host host =
        new SlowSample.Host(totalMib * MIB, availableMib * MIB, 0, 0, Reading.UNKNOWN);
    return new SlowSample(millis * MILLI, null, null, null, host, null, null, null);
  }

  static SlowSample stalls(long millis, long swapLimitMib, double some, double full, boolean own) {
    SlowSample.Swap swap =
        new SlowSample.Swap(0, swapLimitMib * MIB, Double.NaN, Double.NaN, Double.NaN);
    return new SlowSample(
        millis * MILLI,
        null,
        swap,
        new SlowSample.Pressure(some, full, own),
        null,
        null,
        null,
        new SlowSample.Processes(0, List.of(), 0));
  }
}
