/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.SlowSample;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What holds under any samples whatever: random walks, garbage, gaps and clocks that go back.
 *
 * <p>While hard and limit are known: the level falls by one rung only; a fall comes at least one
 * dwell (of the samples' own clock, across no gap) after the rise, the fall or the reason to stay
 * before it; so up, down and up again takes more than the dwell. SHED is never entered by one
 * sample. All figures stay in their ranges.
 */
class PressureJudgePropertyTest {
  private static final long DWELL = Thresholds.DEFAULT.dwell().toNanos();

  @Property(tries = 300)
  void levelNeverFallsFasterThanTheDwellNorByMoreThanOneRung(@ForAll long seed) {
    Random random = new Random(seed);
    PressureJudge judge = new PressureJudge(Thresholds.DEFAULT);
    judge.heapReturnable(random.nextBoolean());
    FastSample sample = new FastSample();
    sample.limitBytes = 1L << (26 + random.nextInt(12));
    sample.nanoTime = random.nextLong();
    double walk = random.nextDouble();
    Level level = Level.CALM;
    long lastChange = sample.nanoTime;
    boolean urgentBefore = false;
    for (int i = 0; i < 2000; i++) {
      boolean odd = random.nextInt(200) == 0;
      long step =
          odd
              ? random.nextLong(-40_000_000_000L, 40_000_000_000L)
              : 1 + random.nextLong(100_000_000L);
      boolean gap = step < 0 || step > SlopeWindow.MAX_GAP_NANOS;
      sample.nanoTime += step;
      walk =
          Math.max(0, walk + (random.nextDouble() - 0.5) * (random.nextInt(20) == 0 ? 0.8 : 0.05));
      walk = Math.min(1.2, walk);
      sample.hardBytes =
          random.nextInt(300) == 0
              ? random.nextLong(Long.MAX_VALUE)
              : (long) (walk * sample.limitBytes);
      sample.heapUsedBytes = random.nextInt(3) == 0 ? -1 : random.nextLong(sample.limitBytes);
      SlowSample slow = random.nextInt(20) == 0 ? slow(random, sample) : null;

      Situation s = judge.step(sample, slow);

      assertThat(s.pressure).isBetween(0.0, 1.0);
      assertThat(s.slopeBytesPerSecond).isGreaterThanOrEqualTo(0);
      assertThat(s.timeToLimitSeconds).isGreaterThanOrEqualTo(0);
      assertThat(s.levelChanged).isEqualTo(s.level != level);
      if (gap) {
        lastChange = sample.nanoTime;
        urgentBefore = false;
      }
      boolean urgent = s.pressure >= 0.9 || (s.timeToLimitSeconds < 0.7 && s.rawFraction >= 0.5);
      if (s.level == Level.SHED && level != Level.SHED) {
        assertThat(urgent && urgentBefore).as("two samples in a row").isTrue();
      }
      urgentBefore = urgent;
      if (s.level.compareTo(level) < 0) {
        assertThat(s.level).isEqualTo(Samples.below(level));
        assertThat(sample.nanoTime - lastChange).isGreaterThanOrEqualTo(DWELL);
      }
      if (s.level != level) {
        lastChange = sample.nanoTime;
      }
      level = s.level;
    }
  }

  private static SlowSample slow(Random random, FastSample at) {
    long limit = at.limitBytes;
    long max = random.nextLong(-1, limit * 2);
    SlowSample.Jvm jvm =
        new SlowSample.Jvm(
            random.nextLong(-1, limit),
            random.nextLong(-1, limit),
            max,
            random.nextLong(-1, limit),
            random.nextLong(-1, limit),
            -1,
            -1,
            -1,
            -1,
            1,
            -1,
            -1,
            -1);
    SlowSample.Swap swap = new SlowSample.Swap(0, random.nextLong(-1, 2), 0, 0, Double.NaN);
    SlowSample.Pressure psi =
        new SlowSample.Pressure(
            random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(),
            random.nextDouble(),
            random.nextBoolean());
    SlowSample.Host host =
        new SlowSample.Host(random.nextLong(-1, 1L << 38), random.nextLong(-1, 1L << 34), 0, 0, 0);
    return new SlowSample(
        at.nanoTime,
        null,
        random.nextInt(5) == 0 ? null : swap,
        random.nextInt(5) == 0 ? null : psi,
        random.nextInt(5) == 0 ? null : host,
        null,
        random.nextInt(5) == 0 ? null : jvm,
        null);
  }
}
