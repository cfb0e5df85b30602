/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.record.ExecutorRemoved;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakSuspicionTest {
  /** Two hours in which the heap's floor goes up by 10 MiB a minute; old collections each 2 min. */
  private static Story leakingHeap(String executor, boolean withTasks) {
    Story story = new Story();
    for (int second = 0; second < 7200; second += 5) {
      long live = 500L + second / 6 + 300L * (second % 120) / 120;
      story.report(
          Report.at(second)
              .of(executor)
              .hard(live + 400)
              .limit(6144)
              .heap(live + 100, live + 200, 4096)
              .live(live));
      if (withTasks) {
        story.task(Task.at(second).of(executor));
      }
    }
    return story;
  }

  @Test
  void tellsHowFastAndWhenItIsFull() {
    Advice advice = leakingHeap("7", true).advice("leak-heap").orElseThrow();

    assertThat(advice.sentence())
        .contains("On executor 7 the heap that lives after collections rose from")
        .contains("(10 MiB a minute, 8")
        .contains("At that rate it fills 4096 MiB in 4.0 h")
        .contains("spark.headroom.dump.dir");
    assertThat(advice.evidence().get(0)).contains("Theil-Sen").contains("Mann-Kendall");
    assertThat(advice.evidence().get(1))
        .isEqualTo("seen now on 1 of the 1 executors that are watched");
  }

  @Test
  void keepsWhatALostExecutorShowed() {
    Story story = leakingHeap("7", true);
    story.advice.executorRemoved(new ExecutorRemoved("7", "exit code 52", 0));

    assertThat(story.advice("leak-heap")).isPresent();
  }

  @Test
  void suspectsNothingWithoutTasks() {
    assertThat(leakingHeap("driver", false).advice()).isEmpty();
  }

  /** Only the young are collected: what is old grows, and nobody knows yet whether it lives. */
  @Test
  void waitsUntilTheOldGenerationWasCollected() {
    Story story = new Story();
    for (int second = 0; second < 7200; second += 5) {
      long live = 100L + second / 6;
      story
          .report(Report.at(second).hard(live + 400).heap(live + 100, live + 200, 4096).live(live))
          .task(Task.at(second));
    }
    assertThat(story.advice("leak-heap")).isEmpty();
  }

  @Test
  void addsTheTrackingFlagToThoseInForce() {
    Story story = new Story().conf("spark.executor.extraJavaOptions", "-XX:+UseG1GC");
    for (int second = 0; second < 7200; second += 5) {
      story
          .report(
              Report.at(second)
                  .hard(600L + second / 5)
                  .limit(8192)
                  .running(second % 100 < 50 ? 4 : 0, 4))
          .task(Task.at(second));
    }

    assertThat(story.advice("leak-native").orElseThrow().settings())
        .extracting(Setting::line)
        .isEqualTo(
            List.of(
                "spark.executor.extraJavaOptions -XX:+UseG1GC -XX:NativeMemoryTracking=summary"));
  }
}
