/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.judge.ShedRule.Candidate;
import io.headroom.spark.sense.FastSample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The growth of measured kills (896 MiB container, four tasks), sampled every 25 ms: when is a task
 * shed, and does that keep hard below the limit?
 */
class GrowthSimulationTest {
  private static final long LIMIT = 896;
  private static final int STEP_MILLIS = 25;

  /** How long a killed task takes to give its memory back; 50 to 300 ms were measured. */
  private static final int RELEASE_MILLIS = 200;

  private static final class Task {
    final long id;
    final int startMillis;
    double mib;
    int killedAt = -1;

    Task(long id, int startMillis) {
      this.id = id;
      this.startMillis = startMillis;
    }
  }

  private final PressureJudge judge = new PressureJudge(Thresholds.DEFAULT);
  private final ShedRule rule = new ShedRule(Thresholds.DEFAULT);
  private final List<Integer> shedAt = new ArrayList<>();
  private double peak;

  /** Runs for so long; a shed task's partition does not start again within that time. */
  private void run(double base, int tasks, double each, double growMillis, boolean acting) {
    List<Task> alive = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      alive.add(new Task(i, 1000));
    }
    for (int t = 0; t <= 10_000; t += STEP_MILLIS) {
      double hard = base;
      for (Task task : alive) {
        if (t > task.startMillis && task.killedAt < 0) {
          task.mib = Math.min(each, task.mib + each * STEP_MILLIS / growMillis);
        }
        if (task.killedAt >= 0 && t - task.killedAt >= RELEASE_MILLIS) {
          task.mib = 0;
        }
        hard += task.mib;
      }
      peak = Math.max(peak, hard);
      FastSample sample = Samples.fast(t, hard, LIMIT);
      Situation now = judge.step(sample, null);
      List<Candidate> candidates = new ArrayList<>();
      for (Task task : alive) {
        if (task.mib > 0 || task.killedAt < 0) {
          candidates.add(
              new Candidate(
                  task.id, task.startMillis * Samples.MILLI, false, task.killedAt >= 0, 0));
        }
      }
      List<Candidate> victims = rule.choose(now, candidates);
      if (!victims.isEmpty()) {
        rule.shed(now);
      }
      for (Candidate victim : victims) {
        shedAt.add(t);
        if (acting) {
          alive.get((int) victim.taskAttemptId()).killedAt = t;
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} MiB + 4 x {1} MiB over {2} ms")
  @CsvSource({
    // native growth, 230 to 360 MiB/s: 4 x 200 MiB over 2 s and over 2.7 s
    "150, 200, 2000",
    "150, 200, 2700",
    // the same in a hurry: 465 MiB/s and the whole of it in 0.3 s would be 2670
    "150, 200, 1720",
    // Python workers, 130 MiB/s
    "150, 200, 6150",
    // little is left to begin with: hoarded arenas
    "311, 200, 2000",
  })
  void shedIsDecidedAtLeast300MsBeforeTheLimit(double base, double each, double growMillis) {
    run(base, 4, each, growMillis, false);
    double rate = 4 * each / growMillis;
    double limitAt = 1000 + (LIMIT - base) / rate;
    assertThat(shedAt).isNotEmpty();
    assertThat(limitAt - shedAt.get(0)).isGreaterThanOrEqualTo(300);
    assertThat(limitAt - shedAt.get(0))
        .as("nor long before there was need")
        .isLessThanOrEqualTo(1500);
  }

  @Test
  void growthIn300MsIsDecidedAsSoonAsItCanBeKnown() {
    // 2670 MiB/s: the limit is 280 ms away when it begins, so 300 ms before it is not possible.
    run(150, 4, 200, 300, false);
    double limitAt = 1000 + (LIMIT - 150) / (4 * 200 / 300.0);
    assertThat(shedAt.get(0)).isLessThanOrEqualTo(1000 + 150);
    assertThat(limitAt - shedAt.get(0)).isGreaterThanOrEqualTo(125);
  }

  @ParameterizedTest(name = "{0} MiB + 4 x {1} MiB over {2} ms")
  @CsvSource({
    "150, 200, 2000",
    "150, 200, 2700",
    "150, 200, 1720",
    "150, 200, 6150",
    "200, 250, 2000"
  })
  void actingOnItKeepsHardBelowTheLimitAndAtLeastHalfOfTheTasks(
      double base, double each, double growMillis) {
    run(base, 4, each, growMillis, true);
    assertThat(peak).isLessThan(LIMIT);
    assertThat(shedAt).hasSizeBetween(1, 2);
  }

  @Test
  void jobThatFitsLosesNothing() {
    run(150, 4, 80, 2000, true);
    assertThat(shedAt).isEmpty();
    assertThat(peak).isEqualTo(150 + 4 * 80.0);
  }

  @Test
  void jobThatJustFitsUnderTheThresholdAndGrowsSlowlyLosesNothing() {
    run(150, 4, 160, 8000, true);
    assertThat(peak * MIB / (LIMIT * MIB)).isBetween(0.85, 0.9);
    assertThat(shedAt).isEmpty();
  }
}
