/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Level.CALM;
import static io.headroom.spark.judge.Level.GATE;
import static io.headroom.spark.judge.Level.GIVE_BACK;
import static io.headroom.spark.judge.Level.SHED;
import static io.headroom.spark.judge.Level.SOFT;
import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headroom.spark.judge.Situation.Binding;
import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PressureJudgeTest {
  private static final double LIMIT = 1000;

  private final PressureJudge judge = new PressureJudge(Thresholds.DEFAULT);
  private long millis;

  private Situation at(double hardMib) {
    return at(hardMib, null);
  }

  private Situation at(double hardMib, SlowSample slow) {
    Situation s = judge.step(Samples.fast(millis, hardMib, LIMIT), slow);
    millis += 25;
    return s;
  }

  /** The same figure for so long; the level after the last sample. */
  private Level stays(double hardMib, long forMillis) {
    Level last = CALM;
    for (long end = millis + forMillis; millis < end; ) {
      last = at(hardMib).level;
    }
    return last;
  }

  @ParameterizedTest(name = "{0} MiB of 1000: {1}")
  @CsvSource({
    "0, CALM",
    "649, CALM",
    "650, GIVE_BACK",
    "699, GIVE_BACK",
    "700, SOFT",
    "799, SOFT",
    "800, GATE",
    "899, GATE",
    "900, GATE",
    "1500, GATE",
  })
  void everyRungButTheLastIsEnteredByOneSample(double hard, Level level) {
    Situation s = at(hard);
    assertThat(s.level).isEqualTo(level);
    assertThat(s.levelChanged).isEqualTo(level != CALM);
    assertThat(s.rawFraction).isCloseTo(hard / 1000, within(1e-9));
  }

  @ParameterizedTest(name = "from {0}, {1} MiB of 1000: held {2}")
  @CsvSource({
    "GIVE_BACK, 650, 601, true",
    "GIVE_BACK, 650, 599, false",
    "SOFT, 700, 651, true",
    "SOFT, 700, 649, false",
    "GATE, 800, 751, true",
    "GATE, 800, 749, false",
    "SHED, 900, 851, true",
    "SHED, 900, 849, false",
  })
  void everyRungIsLeftBelowItsHysteresisAfterTheDwell(
      Level from, double enter, double then, boolean held) {
    stays(enter, 1000);
    assertThat(at(enter).level).isEqualTo(from);
    assertThat(stays(then, 3000)).as("before the dwell is over").isEqualTo(from);
    Level after = stays(then, 50);
    if (held) {
      assertThat(after).isEqualTo(from);
      assertThat(stays(then, 20_000)).isEqualTo(from);
    } else {
      assertThat(after).isEqualTo(Samples.below(from));
    }
  }

  @Test
  void comesDownOneRungPerDwell() {
    stays(950, 1000);
    assertThat(at(950).level).isEqualTo(SHED);
    long start = millis;
    StringBuilder story = new StringBuilder();
    while (millis < start + 16_000) {
      long now = millis - start;
      Situation s = at(100);
      if (s.levelChanged) {
        story.append(now).append(' ').append(s.level).append("; ");
      }
    }
    assertThat(story).hasToString("3000 GATE; 6000 SOFT; 9000 GIVE_BACK; 12000 CALM; ");
  }

  @Test
  void sampleAboveTheHysteresisBeginsTheDwellAnew() {
    stays(800, 1000);
    assertThat(stays(700, 2900)).isEqualTo(GATE);
    at(760);
    assertThat(stays(700, 3000)).isEqualTo(GATE);
    assertThat(stays(700, 50)).isEqualTo(SOFT);
  }

  @Test
  void shedByPressureNeedsTwoSamplesInARow() {
    stays(890, 1000);
    assertThat(at(910).level).isEqualTo(GATE);
    assertThat(at(890).level).isEqualTo(GATE);
    assertThat(at(910).level).isEqualTo(GATE);
    assertThat(at(910).level).isEqualTo(SHED);
  }

  @Test
  void oneOddSampleNeverSheds() {
    stays(600, 1000);
    assertThat(at(990).level).isNotEqualTo(SHED);
    assertThat(stays(600, 2000)).isNotEqualTo(SHED);
    assertThat(at(10).level).isNotEqualTo(SHED);
    for (int i = 0; i < 100; i++) {
      assertThat(at(600).level).isNotEqualTo(SHED);
    }
  }

  @Test
  void shedByTimeToLimitFromHalfOfTheLimitOn() {
    stays(200, 1000);
    double hard = 200;
    Situation s = at(hard);
    while (s.level != SHED) {
      hard += 400 * 0.025;
      s = at(hard);
    }
    assertThat(s.timeToLimitSeconds).isLessThan(0.7);
    assertThat(s.pressure).as("far from the threshold").isLessThan(0.75);
    assertThat(s.rawFraction).isGreaterThanOrEqualTo(0.5);
    assertThat(s.slopeBytesPerSecond / MIB).isCloseTo(400, within(1.0));
    assertThat(s.binding).isEqualTo(Binding.LIMIT);
  }

  @Test
  void fastGrowthInTheLowerHalfShedsNothing() {
    stays(10, 1000);
    for (double hard = 10; hard < 495; hard += 2000 * 0.025) {
      assertThat(at(hard).level).isNotEqualTo(SHED);
    }
  }

  @Test
  void shedByTimeToLimitComesDownByTheSameRuleWhenTheGrowthStops() {
    stays(200, 1000);
    double hard = 200;
    while (at(hard).level != SHED) {
      hard += 10;
    }
    assertThat(stays(hard, 2000)).isEqualTo(SHED);
    assertThat(at(hard).timeToLimitSeconds).isInfinite();
    assertThat(stays(hard, 1600)).isEqualTo(GATE);
  }

  @Test
  void heapFillingForTheFirstTimeIsNoReasonToShed() {
    // 1 GiB of heap in 1.1, touched at 650 MiB/s as measured, little else.
    Level worst = CALM;
    judge.step(withHeap(0, 100, 1126, 40), Samples.heap(0, 40, 40, 1024));
    for (int t = 25; t < 3000; t += 25) {
      double heap = Math.min(1024, 40 + 0.65 * t);
      SlowSample slow = t % 1000 == 0 ? Samples.heap(t, (long) heap, 40, 1024) : null;
      Situation s = judge.step(withHeap(t, heap + 30, 1126, heap), slow);
      worst = s.level.atLeast(worst) ? s.level : worst;
    }
    assertThat(worst).isLessThan(GATE);
  }

  @Test
  void nativeGrowthBesideAHeapIsStillSeen() {
    judge.step(withHeap(0, 500, 1126, 300), Samples.heap(0, 300, 40, 512));
    Situation s = null;
    int t = 25;
    double hard = 500;
    for (; t < 3000; t += 25) {
      hard += 300 * 0.025;
      s = judge.step(withHeap(t, hard, 1126, 300), null);
      if (s.level == SHED) {
        break;
      }
    }
    assertThat(s.level).isEqualTo(SHED);
    assertThat((1126 - hard) / 300).as("seconds before the limit").isGreaterThan(0.6);
  }

  private static FastSample withHeap(long millis, double hard, double limit, double heapUsed) {
    FastSample sample = Samples.fast(millis, hard, limit);
    sample.heapUsedBytes = (long) (heapUsed * MIB);
    return sample;
  }

  @Test
  void unknownIsNeverJudgedAndHoldsTheLevelForOneDwell() {
    assertThat(at(-1).level).isEqualTo(CALM);
    stays(800, 500);
    FastSample unknown = Samples.fast(millis, 0, LIMIT);
    unknown.hardBytes = Reading.UNKNOWN;
    for (int i = 0; i < 120; i++) {
      unknown.nanoTime = (millis += 25) * Samples.MILLI;
      Situation s = judge.step(unknown, null);
      assertThat(s.level).isEqualTo(GATE);
      assertThat(s.pressure).isZero();
      assertThat(s.timeToLimitSeconds).isInfinite();
    }
    unknown.nanoTime = (millis += 25) * Samples.MILLI;
    Situation s = judge.step(unknown, null);
    assertThat(s.level).isEqualTo(CALM);
    assertThat(s.levelChanged).isTrue();
  }

  @Test
  void unknownLimitIsNeverJudged() {
    for (long limit : new long[] {Reading.UNKNOWN, 0}) {
      FastSample sample = Samples.fast(millis++, 5000, 1);
      sample.limitBytes = limit;
      assertThat(judge.step(sample, null).level).isEqualTo(CALM);
    }
  }

  @Test
  void gapOfThirtySecondsIsNeitherGrowthNorRelief() {
    stays(700, 1000);
    millis += 30_000;
    Situation s = at(790);
    assertThat(s.slopeBytesPerSecond).isZero();
    assertThat(s.level).isEqualTo(SOFT);
    millis += 30_000;
    assertThat(at(100).level).isEqualTo(SOFT);
    assertThat(stays(100, 2900)).as("the dwell begins after the gap").isEqualTo(SOFT);
    millis -= 60_000;
    assertThat(at(100).level).as("clock went back").isEqualTo(SOFT);
    assertThat(stays(100, 2900)).isEqualTo(SOFT);
    assertThat(stays(100, 200)).isEqualTo(GIVE_BACK);
  }

  @Test
  void shortHostBindsAndShedsOnlyWhenTwoReadingsAgree() {
    Situation s = at(100, Samples.host(millis, 65_536, 1500));
    assertThat(s.level).isEqualTo(GATE);
    assertThat(s.binding).isEqualTo(Binding.HOST);
    assertThat(s.pressure).isCloseTo(0.8535, within(1e-3));
    at(100, Samples.host(millis, 65_536, 500));
    assertThat(stays(100, 900)).isEqualTo(GATE);
    at(100, Samples.host(millis, 65_536, 500));
    assertThat(at(100).level).isEqualTo(SHED);
  }

  @Test
  void slowSampleOfASilentReaderIsNotJudgedForEver() {
    at(100, Samples.host(millis, 65_536, 1500));
    assertThat(stays(100, 9900)).isEqualTo(GATE);
    assertThat(stays(100, 3500)).isEqualTo(SOFT);
    assertThat(at(100).pressure).isCloseTo(0.1, within(1e-9));
  }

  @ParameterizedTest(name = "swap {0} MiB, some {1}, full {2}, own {3}: {4}")
  @CsvSource({
    "512, 0.09, 0, true, CALM",
    "512, 0.10, 0, true, SOFT",
    "512, 0.20, 0, true, GATE",
    "512, 0.12, 0.10, true, GATE",
    "512, 1, 1, true, GATE",
    "0, 1, 1, true, CALM",
    "512, 1, 1, false, CALM",
    "512, NaN, NaN, true, CALM",
  })
  void stallsRaiseTheLevelOnlyWhereThisCgroupCanSwap(
      long swap, double some, double full, boolean own, Level level) {
    at(100, Samples.stalls(millis, swap, some, full, own));
    Situation s = at(100);
    assertThat(s.level).isEqualTo(level);
    assertThat(s.binding).isEqualTo(level == CALM ? Binding.LIMIT : Binding.STALL);
  }

  @Test
  void oomKillsAreCountedFromTheFirstSampleOn() {
    long[] counter = {Reading.UNKNOWN, 7, 7, 9, Reading.UNKNOWN, 10, 0, 2};
    long[] counted = {0, 0, 0, 2, 2, 3, 3, 5};
    for (int i = 0; i < counter.length; i++) {
      FastSample sample = Samples.fast(i * 25L, 100, LIMIT);
      sample.oomKills = counter[i];
      assertThat(judge.step(sample, null).oomKills).isEqualTo(counted[i]);
    }
  }

  @Test
  void slackCountsOnlyWhereItCanBeReturned() {
    at(600, Samples.heap(millis, 400, 100, 500));
    assertThat(at(600).heapSlackBytes).isZero();
    double without = at(600).pressure;
    judge.heapReturnable(true);
    assertThat(at(600).heapSlackBytes).isEqualTo(285 * MIB);
    assertThat(at(600).pressure).isLessThan(without);
  }

  @Test
  void stepAllocatesNothing() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    FastSample sample = Samples.fast(0, 500, LIMIT);
    SlowSample slow = Samples.heap(0, 400, 100, 500);
    long self = Thread.currentThread().getId();
    long before = 0;
    for (int i = 0; i < 30_000; i++) {
      if (i == 20_000) {
        before = threads.getThreadAllocatedBytes(self);
      }
      sample.nanoTime += 25 * Samples.MILLI;
      sample.hardBytes = (400 + i * 7 % 600) * MIB;
      sample.heapUsedBytes = (100 + i % 300) * MIB;
      judge.step(sample, i % 40 == 0 ? slow : null);
    }
    // The measurement itself may take a few hundred bytes; an object a step would be 160,000.
    assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(4096);
  }
}
