/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.it.cluster.ContainerReport;
import io.headroom.spark.it.run.Outcome;
import io.headroom.spark.it.run.RemovedExecutor;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Tasks;
import io.headroom.spark.it.run.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriterionTest {
  private static final RemovedExecutor KILLED =
      new RemovedExecutor("0", "Command exited with code 137", 1);

  private static SeriesRun run(
      int round,
      Variant variant,
      Outcome outcome,
      double seconds,
      List<RemovedExecutor> removed,
      String... lines) {
    RunResult result =
        new RunResult(
            "w",
            variant,
            "w-" + round,
            outcome,
            "",
            "",
            seconds,
            seconds,
            removed,
            Tasks.NONE,
            ContainerReport.NONE,
            List.of(lines),
            "");
    return new SeriesRun(round, outcome == Outcome.FINISHED, result);
  }

  @Test
  void aSeriesWithoutARunOfTheVariantIsNoPass() {
    assertThat(Criterion.survives(0).misses(List.of())).isNotEmpty();
    assertThat(Criterion.medianRatioAtMost(2).misses(List.of())).isNotEmpty();
  }

  @Test
  void oneLostExecutorIsOneTooMany() {
    SeriesRun lost = run(1, Variant.HEADROOM, Outcome.FINISHED, 1, List.of(KILLED));
    assertThat(Criterion.survives(0).misses(List.of(lost))).hasSize(1);
    assertThat(Criterion.survives(1).misses(List.of(lost))).isEmpty();
  }

  @Test
  void ratiosAreTakenInPairs() {
    List<SeriesRun> runs =
        List.of(
            run(1, Variant.ORACLE, Outcome.FINISHED, 10, List.of()),
            run(1, Variant.HEADROOM, Outcome.FINISHED, 15, List.of()),
            run(2, Variant.ORACLE, Outcome.FINISHED, 20, List.of()),
            run(2, Variant.HEADROOM, Outcome.FINISHED, 50, List.of()));
    Spread ratios = SeriesRun.ratios(runs, Variant.HEADROOM, Variant.ORACLE);
    assertThat(ratios).isEqualTo(new Spread(2, 2.0, 1.5, 2.5));
    assertThat(Criterion.medianRatioAtMost(2.0).misses(runs)).isEmpty();
    assertThat(Criterion.medianRatioAtMost(1.9).misses(runs)).hasSize(1);
  }

  @Test
  void observingMustEndAsVanillaDidAndTell() {
    SeriesRun vanilla = run(1, Variant.VANILLA, Outcome.FAILED, 1, List.of(KILLED, KILLED));
    SeriesRun same =
        run(1, Variant.OBSERVE, Outcome.FAILED, 1, List.of(KILLED), "Headroom: would shed task 1");
    SeriesRun silent = run(1, Variant.OBSERVE, Outcome.FAILED, 1, List.of(KILLED));
    SeriesRun other = run(1, Variant.OBSERVE, Outcome.FINISHED, 1, List.of(), "Headroom: would");
    Criterion criterion = Criterion.observesOnly();
    assertThat(criterion.misses(List.of(vanilla, same))).isEmpty();
    assertThat(criterion.misses(List.of(vanilla, silent))).hasSize(1);
    assertThat(criterion.misses(List.of(vanilla, other))).hasSize(1);
  }

  @Test
  void aSeriesIsResumedFromItsFile(@TempDir Path directory) throws Exception {
    SeriesRun first =
        run(1, Variant.HEADROOM, Outcome.FINISHED, 1.5, List.of(KILLED), "Headroom: x");
    new SeriesFile(directory, "s").append(first);
    Files.writeString(directory.resolve("s.jsonl"), "{\"round\":2,", StandardOpenOption.APPEND);
    SeriesFile resumed = new SeriesFile(directory, "s");
    assertThat(resumed.read()).containsExactly(first);
    assertThat(resumed.holds(1, Variant.HEADROOM)).isTrue();
    assertThat(resumed.holds(2, Variant.HEADROOM)).isFalse();
    SeriesRun second = run(2, Variant.HEADROOM, Outcome.FAILED, 2, List.of());
    resumed.append(second);
    assertThat(resumed.read()).containsExactly(first, second);
  }
}
