/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Joining.only;
import static io.headroom.spark.explain.Told.HOST;
import static io.headroom.spark.explain.Told.added;
import static io.headroom.spark.explain.Told.look;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Incident.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executors that stop to report. */
class SilentExecutorsTest {
  private final Joining story = new Joining(10_000);

  @Test
  void silenceIsToldOnceAndAnewAfterTheNextReport() {
    story.tell(added("3", HOST, T));
    List<Incident> told = new ArrayList<>();
    for (int second = 0; second < 100; second++) {
      boolean reports = second < 20 || (second >= 50 && second < 60);
      if (reports) {
        story.tell(report("3", HOST, T + 1000L * second));
      }
      told.addAll(story.due(1000L * second));
    }
    assertThat(told).extracting(Incident::id).containsExactly("silent-3-1", "silent-3-2");
    assertThat(told).extracting(Incident::kind).containsOnly(Kind.EXECUTOR_SILENT);
    assertThat(told.get(0).timeMillis()).isBetween(T + 18_000, T + 20_000);
    assertThat(told.get(0).reports()).hasSize(20);
  }

  @Test
  void whatOthersSawOfItMeanwhileIsToldAgain() {
    story.tell(added("3", HOST, T), report("3", HOST, T));
    assertThat(only(quiet(0, 12)).looks()).isEmpty();
    story.tell(look("3", 'T', T + 12_500));
    assertThat(only(quiet(13, 16)).looks()).hasSize(1);
  }

  @Test
  void executorsSilentTogetherAreCounted() {
    for (int i = 0; i < 5; i++) {
      story.tell(added("" + i, HOST, T), report("" + i, HOST, T));
    }
    assertThat(quiet(0, 15)).hasSize(5).allMatch(incident -> incident.lostTogether() == 5);
  }

  @Test
  void pauseOfTheDriverIsNotTheExecutors() {
    story.tell(added("3", HOST, T), report("3", HOST, T));
    assertThat(quiet(0, 3)).isEmpty();
    assertThat(story.due(63_000)).as("one minute in which nobody asked").isEmpty();
    story.tell(report("3", HOST, T + 63_100));
    assertThat(quiet(64, 70)).isEmpty();
  }

  @Test
  void clockOfTheHostDoesNotMatter() {
    story.tell(added("3", HOST, T));
    for (int second = 0; second < 60; second++) {
      story.tell(report("3", HOST, T - 86_400_000 + 1000L * second));
      assertThat(story.due(1000L * second)).isEmpty();
    }
  }

  @Test
  void whoNeverReportedOrIsGoneOrIsNotWatchedIsNotSilent() {
    story.tell(
        added("1", HOST, T),
        added("2", HOST, T),
        report("2", HOST, T),
        removed("2", "Executor killed by driver.", T + 2000),
        report("2", HOST, T + 2100));
    assertThat(quiet(0, 60)).extracting(Incident::id).containsOnly("lost-2");
    Joining log = new Joining();
    log.tell(added("3", HOST, T), report("3", HOST, T));
    assertThat(log.due(0)).isEmpty();
    assertThat(log.due(60_000)).isEmpty();
  }

  private List<Incident> quiet(int fromSecond, int toSecond) {
    List<Incident> told = new ArrayList<>();
    for (int second = fromSecond; second <= toSecond; second++) {
      told.addAll(story.due(1000L * second));
    }
    return told;
  }
}
