/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.AdviceText;
import io.headroom.spark.explain.Explainer;
import io.headroom.spark.explain.advice.Advice;
import io.headroom.spark.explain.advice.ApplicationAdvice;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.ResourceProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Advice at the end of an application. */
class ExplainingThreadTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PROFILES = 8;

  private final ExplainingThread thread =
      new ExplainingThread(new Explainer(0), new Recorder(event -> {}, true, System::nanoTime));

  @Test
  void theMostImportantAdviceIsLoggedWhenTheApplicationEnds() {
    List<Advice> all = adviceAfterTasksWereShed();
    assertThat(all).hasSizeGreaterThan(ExplainingThread.MOST_ADVICE);

    try (CapturedLog log = new CapturedLog(HeadroomListener.class)) {
      thread.start();
      tasksWereShed(thread.queue());
      thread.queue().applicationEnded(RecorderTest.START + 10_000);

      assertThat(thread.awaitEnd(LONG)).isTrue();
      assertThat(log.lines())
          .containsExactlyElementsOf(
              all.subList(0, ExplainingThread.MOST_ADVICE).stream()
                  .map(one -> "WARN " + AdviceText.line(one))
                  .toList());
      assertThat(log.lines()).allMatch(line -> line.startsWith("WARN Headroom: advice: "));
    }
  }

  @Test
  void nothingIsLoggedWhereThereIsNothingToAdvise() {
    try (CapturedLog log = new CapturedLog(HeadroomListener.class)) {
      thread.start();
      thread.queue().applicationEnded(RecorderTest.START);

      assertThat(thread.awaitEnd(LONG)).isTrue();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aSilencedOneAdvisesNothing() {
    try (CapturedLog log = new CapturedLog(HeadroomListener.class)) {
      tasksWereShed(thread.queue());
      thread.silence();
      thread.start();

      assertThat(thread.awaitEnd(LONG)).isTrue();
      assertThat(log.lines()).isEmpty();
    }
  }

  private static List<Advice> adviceAfterTasksWereShed() {
    Explainer explainer = new Explainer(0);
    ApplicationAdvice advice = new ApplicationAdvice();
    tasksWereShed(explainer);
    tasksWereShed(advice);
    return advice.advice(explainer.application());
  }

  /** On one executor of each of so many resource profiles. */
  private static void tasksWereShed(Facts facts) {
    facts.environment(
        new Environment(Map.of("spark.master", "yarn", "spark.executor.memory", "512m"), Map.of()));
    for (int id = 0; id < PROFILES; id++) {
      String executor = Integer.toString(id + 1);
      facts.resourceProfile(new ResourceProfile(id, 4, 512L << 20, 384L << 20, -1, -1));
      facts.executorAdded(
          new ExecutorAdded(executor, "host-" + executor, 4, id, RecorderTest.START));
      facts.report(RecorderTest.report(executor, 1_000, "SHED", 3));
    }
  }
}
