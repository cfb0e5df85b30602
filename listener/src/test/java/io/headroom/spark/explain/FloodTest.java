/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Told.added;
import static io.headroom.spark.explain.Told.fetchFailed;
import static io.headroom.spark.explain.Told.jobFailed;
import static io.headroom.spark.explain.Told.kernelKill;
import static io.headroom.spark.explain.Told.line;
import static io.headroom.spark.explain.Told.look;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.report;
import static io.headroom.spark.explain.Told.taskLost;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bounds hold whatever comes, and whether or not anybody asks. */
class FloodTest {
  /** Traces, watched executors and losses each hold 24 000 at most, and each may wait once. */
  private static final int MOST_HELD = 6 * Traces.MOST;

  @Test
  @Timeout(120)
  void nobodyAsksDuringAFloodOfEverything() {
    Joining story = new Joining(10_000);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      String id = Integer.toString(random.nextInt(60_000));
      String host = "host-" + random.nextInt(9000);
      long time = T + i;
      switch (random.nextInt(8)) {
        case 0 -> story.tell(added(id, host, time));
        case 1 -> story.tell(removed(id, "Command exited with code 137 by " + host, time));
        case 2 -> story.tell(taskLost(id, "Command exited with code 137", i, time));
        case 3 -> story.tell(report(id, host, i, time, random.nextInt(3)));
        case 4 -> story.tell(kernelKill(host, i, random.nextBoolean() ? "java" : "python3", time));
        case 5 -> story.tell(look(id, 'T', time));
        case 6 -> story.tell(line("driver", "WARN executor " + id + " is odd", time));
        default -> story.tell(jobFailed(i, "Job aborted due to " + id + host, time));
      }
      if (i % 1000 == 0) {
        assertThat(story.joiner.size()).isLessThan(MOST_HELD);
      }
    }
    assertThat(story.finish()).hasSizeLessThan(MOST_HELD);
    assertThat(story.joiner.size()).isLessThan(MOST_HELD);
  }

  @Test
  @Timeout(120)
  void textsOfAFloodOfExceptionsAreNotKept() {
    // 1.6 GB of stack traces, of which no two are the same string; these tests run with 1 GB.
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(1L << 30);
    Joining story = new Joining();
    for (int i = 0; i < 100_000; i++) {
      String trace = "x".repeat(TaskEnded.MOST_STACK_CHARS);
      TaskEnded task =
          new TaskEnded(
              T + i / 100,
              i % 50,
              0,
              i,
              i,
              0,
              Integer.toString(i % 10_000),
              Told.HOST,
              Outcome.EXCEPTION,
              "a.b.Exception" + i % 7,
              "message " + Integer.toString(i, 26),
              trace,
              true,
              "",
              null);
      story.tell(facts -> facts.taskEnded(task));
    }
    List<Incident> incidents = story.finish();
    // A group may be told and then make room for another that waited as well.
    assertThat(incidents.size()).isBetween(1, TaskFailures.MOST_GROUPS + TaskFailures.MOST_HELD);
    assertThat(story.joiner.size()).isLessThanOrEqualTo(TaskFailures.MOST_GROUPS + 10_000);
  }

  @Test
  @Timeout(120)
  void tenThousandExecutorsLostInOneSecondAreAllTold() {
    Joining story = new Joining(10_000);
    int executors = 10_000;
    for (int i = 0; i < executors; i++) {
      String id = Integer.toString(i);
      story.tell(added(id, "host-" + i % 500, T - 60_000));
      for (int second = 10; second > 0; second--) {
        story.tell(report(id, "host-" + i % 500, 100 + i, T - 1000L * second, 0));
      }
    }
    for (int i = 0; i < executors; i++) {
      story.tell(removed("" + i, "Executor heartbeat timed out after " + (120_000 + i) + " ms", T));
    }
    List<Incident> incidents = story.due(2000);
    Set<String> ids = new HashSet<>();
    incidents.forEach(incident -> ids.add(incident.id()));
    assertThat(ids).hasSize(executors);
    assertThat(story.joiner.forgotten()).isZero();
    assertThat(incidents)
        .allMatch(incident -> incident.lostTogether() == executors)
        .allMatch(incident -> incident.reports().size() == 10);
    assertThat(story.joiner.size()).as("only the last ones are kept").isLessThan(2000);
  }

  @Test
  @Timeout(120)
  void whatCouldNotBeToldIsCounted() {
    Joining story = new Joining();
    int tooMany = 1000;
    for (int i = 0; i < LostExecutors.MOST_UNTOLD + tooMany; i++) {
      story.tell(removed("" + i, "Command exited with code 137", T));
    }
    assertThat(story.finish()).hasSize(LostExecutors.MOST_UNTOLD);
    assertThat(story.joiner.forgotten()).isEqualTo(tooMany);
  }

  @Test
  @Timeout(120)
  void consequencesOfALossAreKnownAfterItsEvidenceIsGone() {
    Joining story = new Joining();
    for (int i = 0; i < 2 * LostExecutors.MOST_TOLD; i++) {
      story.tell(removed("" + i, "Command exited with code 137", T + i));
    }
    assertThat(story.due(10_000)).hasSize(2 * LostExecutors.MOST_TOLD);
    story.tell(fetchFailed("x", 5, 1, "0", T + 10_000));
    assertThat(story.finish())
        .singleElement()
        .satisfies(fetch -> assertThat(fetch.consequenceOf()).isEqualTo("0"));
  }
}
