/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/**
 * Simulated executors: a report every 5 s, a task every 20 s between them, a heap of 4096 MiB whose
 * old generation is collected every few minutes.
 */
class LeakSuspicionPropertyTest {
  private static final int PERIOD = 5;

  /** Ids of the advice that a heap makes whose live part is the given one at each second. */
  private static List<String> heap(int seconds, int oldPeriod, long seed, LongUnaryOperator live) {
    Random random = new Random(seed);
    Story story = new Story();
    for (int second = 0; second < seconds; second += PERIOD) {
      // Between old collections the old generation gathers up to 400 MiB of garbage.
      long garbage = 400L * (second % oldPeriod) / oldPeriod;
      long now = live.applyAsLong(second) + garbage + random.nextInt(40);
      story.report(
          Report.at(second).hard(now + 500).limit(6144).heap(now + 200, now + 250, 4096).live(now));
      story.task(Task.at(second));
    }
    return story.advice().stream().map(Advice::id).filter(id -> id.startsWith("leak-")).toList();
  }

  private static List<String> idle(int seconds, long seed, boolean python, LongUnaryOperator rest) {
    Random random = new Random(seed);
    Story story = new Story();
    for (int second = 0; second < seconds; second += PERIOD) {
      boolean busy = second / 60 % 2 == 0;
      long now = rest.applyAsLong(second) + random.nextInt(30) + (busy ? 700 : 0);
      Report report = Report.at(second).limit(8192).heap(200, 300, 1024).running(busy ? 4 : 0, 4);
      story.report(python ? report.hard(now + 500).python(now) : report.hard(now + 410));
      story.task(Task.at(second));
    }
    return story.advice().stream().map(Advice::id).filter(id -> id.startsWith("leak-")).toList();
  }

  /** By a quarter of the heap and more, and over some 25 old collections: less may be noise. */
  @Property(tries = 60)
  void aSteadyRiseOfTheHeapsFloorIsSuspected(
      @ForAll @IntRange(min = 3600, max = 40_000) int seconds,
      @ForAll @IntRange(min = 60, max = 140) int oldPeriod,
      @ForAll @DoubleRange(min = 1000, max = 3000) double rise,
      @ForAll long seed) {
    assertThat(heap(seconds, oldPeriod, seed, s -> 500 + (long) (rise * s / seconds)))
        .containsExactly("leak-heap");
  }

  @Property(tries = 60)
  void aCacheThatFillsAndLevelsOffIsNone(
      @ForAll @IntRange(min = 3600, max = 40_000) int seconds,
      @ForAll @IntRange(min = 60, max = 300) int oldPeriod,
      @ForAll @DoubleRange(min = 0.05, max = 0.7) double filledAfter,
      @ForAll @IntRange(min = 100, max = 3000) int size,
      @ForAll long seed) {
    assertThat(
            heap(
                seconds,
                oldPeriod,
                seed,
                s -> 300 + (long) (size * Math.min(1, s / (filledAfter * seconds)))))
        .isEmpty();
  }

  @Property(tries = 60)
  void aCacheThatFillsEverMoreSlowlyIsNone(
      @ForAll @IntRange(min = 3600, max = 40_000) int seconds,
      @ForAll @DoubleRange(min = 0.05, max = 0.25) double timeConstant,
      @ForAll @IntRange(min = 100, max = 3000) int size,
      @ForAll long seed) {
    assertThat(
            heap(
                seconds,
                120,
                seed,
                s -> 300 + (long) (size * (1 - Math.exp(-s / (timeConstant * seconds))))))
        .isEmpty();
  }

  @Property(tries = 60)
  void teethOfASawAreNone(
      @ForAll @IntRange(min = 600, max = 40_000) int seconds,
      @ForAll @IntRange(min = 60, max = 40_000) int oldPeriod,
      @ForAll @IntRange(min = 0, max = 2000) int teeth,
      @ForAll long seed) {
    assertThat(heap(seconds, oldPeriod, seed, s -> 300 + teeth * (s % oldPeriod) / oldPeriod))
        .isEmpty();
  }

  @Property(tries = 100)
  void noiseIsNone(
      @ForAll @IntRange(min = 3600, max = 40_000) int seconds,
      @ForAll @IntRange(min = 1, max = 2000) int noise,
      @ForAll @DoubleRange(min = 0, max = 0.95) double memory,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] state = {0};
    assertThat(
            heap(
                seconds,
                120,
                seed,
                s -> {
                  state[0] = memory * state[0] + (1 - memory) * random.nextGaussian() * noise;
                  return Math.max(0, 1500 + (long) state[0]);
                }))
        .isEmpty();
  }

  @Property(tries = 60)
  void aSingleStepIsNone(
      @ForAll @IntRange(min = 3600, max = 40_000) int seconds,
      @ForAll @DoubleRange(min = 0, max = 1) double when,
      @ForAll @IntRange(min = 0, max = 3000) int height,
      @ForAll long seed) {
    assertThat(heap(seconds, 120, seed, s -> 300 + (s > when * seconds ? height : 0))).isEmpty();
  }

  @Property(tries = 40)
  void nativeMemoryAndPythonThatRiseWhileIdleAreSuspected(
      @ForAll @IntRange(min = 7200, max = 40_000) int seconds,
      @ForAll @IntRange(min = 600, max = 4000) int rise,
      @ForAll boolean python,
      @ForAll long seed) {
    assertThat(idle(seconds, seed, python, s -> 100 + (long) rise * s / seconds))
        .containsExactly(python ? "leak-python" : "leak-native");
  }

  @Property(tries = 40)
  void arenasThatGrowLikeALogarithmAreNone(
      @ForAll @IntRange(min = 7200, max = 40_000) int seconds,
      @ForAll @IntRange(min = 10, max = 150) int scale,
      @ForAll boolean python,
      @ForAll long seed) {
    assertThat(idle(seconds, seed, python, s -> 100 + (long) (scale * Math.log1p((double) s))))
        .isEmpty();
  }

  /** A walk by chance is the hardest to tell from a leak; it must remain a rare alarm. */
  @Example
  void aRandomWalkHardlyEverIs() {
    int alarms = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      double[] state = {1500};
      boolean alarm =
          !heap(
                  14_400,
                  120,
                  seed,
                  s -> {
                    state[0] += random.nextGaussian() * 25;
                    return (long) Math.min(3500, Math.max(100, state[0]));
                  })
              .isEmpty();
      alarms += alarm ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(15);
  }
}
