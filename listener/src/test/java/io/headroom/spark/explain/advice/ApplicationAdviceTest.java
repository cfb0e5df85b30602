/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationAdviceTest {
  /** All that can go wrong at once: every piece of advice but one on memory to spare. */
  static Story miserable(String version) {
    Story story =
        new Story()
            .spark(version)
            .conf("spark.executor.memory", "33g")
            .conf("spark.executor.memoryOverhead", "512m")
            .conf("spark.executor.cores", "4")
            .conf("spark.executor.pyspark.memory", "400m")
            .conf("spark.memory.fraction", "0.1")
            .lost("container-oom-kill", 2)
            .lost("heap-oom", 1)
            .lost("python-memory-limit", 1);
    for (int second = 0; second < 7200; second += 5) {
      boolean busy = second % 100 < 50;
      story
          .report(
              Report.at(second)
                  .limit(40_000)
                  .hard(9000L + second / 4)
                  .heap(4000, 8000, 33_792)
                  .live(3000)
                  .python(500)
                  .oomKills(1)
                  .running(busy ? 4 : 0, 4))
          .task(
              Task.at(second)
                  .took(1000, 200)
                  .execution(100)
                  .spilled(2000, 400)
                  .read(1000, 10)
                  .wrote(900));
    }
    return story;
  }

  @Test
  void saysNothingOfAHealthyApplication() {
    Story story = new Story().conf("spark.executor.memory", "1g");
    for (int i = 0; i < 600; i++) {
      story
          .report(Report.at(i).hard(900).heap(600, 700, 1024).live(400).running(i % 5, 4))
          .task(Task.at(i).heapPeak(250));
    }

    assertThat(story.advice()).isEmpty();
  }

  @Test
  void saysNothingWhereNothingHappened() {
    assertThat(new Story().advice()).isEmpty();
    assertThat(new Story().on(ClusterManager.LOCAL).advice()).isEmpty();
    assertThat(new Story().on(ClusterManager.UNKNOWN).spark("").advice()).isEmpty();
  }

  @Test
  void tellsWhatKillsBeforeWhatCosts() {
    List<Advice> all = miserable("4.2.0").advice();

    assertThat(all).extracting(Advice::severity).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(all)
        .extracting(Advice::id)
        .startsWith("right-size", "budget", "leak-native")
        .contains("spill-thresholds", "python-batch", "earlier-filter")
        .doesNotHaveDuplicates();
    assertThat(all).allSatisfy(one -> assertThat(one.evidence()).isNotEmpty());
    assertThat(all)
        .allSatisfy(
            one ->
                assertThat(one.sentence() + one.headline() + one.evidence())
                    .doesNotContain("null", "NaN", "Infinity", "-1 "));
  }

  @Test
  void sizesNothingInLocalMode() {
    Story story = miserable("4.1.0").on(ClusterManager.LOCAL);

    assertThat(story.advice()).extracting(Advice::id).containsExactly("leak-native", "spill");
  }

  @Test
  void toleratesNonsenseInTheConfiguration() {
    Story story =
        new Story()
            .spark("master")
            .conf("spark.executor.memory", "lots")
            .conf("spark.executor.cores", "0")
            .conf("spark.task.cpus", "0")
            .conf("spark.memory.fraction", "-")
            .conf("spark.executor.memoryOverhead", "-5m")
            .lost("container-oom-kill", 1)
            .task(Task.at(0).spilled(10_000, 10_000));

    // Spark's defaults stand in: 1024 + 384, and half of that more.
    assertThat(story.advice("right-size").orElseThrow().sentence())
        .contains("instead of heap 1024 + overhead 384 = 1408 MiB");
  }

  @Test
  void eachProfileIsSizedByItsOwnExecutors() {
    Story story =
        new Story()
            .conf("spark.executor.memory", "1g")
            .conf("spark.executor.cores", "4")
            .profile(1, 4, 2048, 384)
            .added("2", 1)
            .report(Report.at(0).of("1").hard(500))
            .report(Report.at(0).of("2").hard(5000));

    List<Advice> sizes =
        story.advice().stream().filter(one -> one.id().equals("right-size")).toList();

    assertThat(sizes).hasSize(1);
    assertThat(sizes.get(0).sentence()).contains("Resource profile 1:");
    assertThat(story.advice.peaks().profile(0).peak(Component.HARD).max()).isEqualTo(500L << 20);
  }

  @Test
  void leavesTheDriverOutOfExecutorsPeaks() {
    Story story = new Story().report(Report.at(0).of("driver").hard(9000));

    assertThat(story.advice.peaks().profileIds()).isEmpty();
  }

  @Test
  void memoryDoesNotGrowWithExecutors() {
    Story story = new Story();
    for (int i = 0; i < 50_000; i++) {
      String id = Integer.toString(i);
      story.added(id, 1 + i % 1000).report(Report.at(i).of(id)).task(Task.at(i).of(id).stage(i));
    }

    assertThat(story.advice.peaks().profileIds()).hasSize(Peaks.MOST_PROFILES);
    assertThat(story.advice()).isEmpty();
  }

  @Test
  void noTwoSettingsAreOfOneKey() {
    Story story =
        miserable("4.1.0").on(ClusterManager.YARN).conf("spark.executor.extraJavaOptions", "-Da=b");
    story.report(
        Report.at(8000).hard(11_000).limit(40_000).heap(4000, 8000, 33_792).collector("Parallel"));

    assertThat(story.advice()).extracting(Advice::id).contains("collector", "leak-native");
    assertThat(story.advice())
        .flatExtracting(Advice::settings)
        .extracting(Setting::key)
        .doesNotHaveDuplicates();
  }

  @Test
  void everySettingIsOneLine() {
    assertThat(miserable("4.2.0").advice())
        .flatExtracting(Advice::settings)
        .extracting(Setting::line)
        .isNotEmpty()
        .allMatch(line -> line.matches("spark\\.[\\w.]+ \\S[^\\n]*"));
  }
}
