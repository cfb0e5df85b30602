/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Joining.only;
import static io.headroom.spark.explain.Told.HOST;
import static io.headroom.spark.explain.Told.added;
import static io.headroom.spark.explain.Told.conf;
import static io.headroom.spark.explain.Told.fetchFailed;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.report;
import static io.headroom.spark.explain.Told.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Incident.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that failed while their executors lived on. */
class TaskFailuresTest {
  private static final String SPARK_OOM = "org.apache.spark.memory.SparkOutOfMemoryError";
  private final Joining story = new Joining();

  @Test
  void aThousandEqualFailuresAreOneIncident() {
    story.tell(added("3", HOST, T - 60_000), report("3", HOST, T - 100));
    for (int i = 0; i < 1000; i++) {
      story.tell(
          threw(
              "3",
              5,
              i,
              SPARK_OOM,
              "Unable to acquire " + (65536 + i) + " bytes, got " + i,
              T + i));
    }
    Incident tasks = only(story.finish());
    assertThat(tasks.kind()).isEqualTo(Kind.TASKS_FAILED);
    assertThat(tasks.failureCount()).isEqualTo(1000);
    assertThat(tasks.failures()).hasSize(Incident.MOST_FAILURES);
    assertThat(tasks.failures().get(0).stackTrace()).isNotEmpty();
    assertThat(tasks.executorId()).isEqualTo("3");
    assertThat(tasks.reports()).hasSize(1);
  }

  @Test
  void growingIncidentIsToldAgainByDoublingOnly() {
    int told = 0;
    for (int i = 0; i < 1000; i++) {
      story.tell(threw("3", 5, i, SPARK_OOM, "Unable to acquire memory", T + 100L * i));
      told += story.due(100L * i).size();
    }
    assertThat(told).isBetween(5, 12);
    assertThat(only(story.finish()).failureCount()).isEqualTo(1000);
  }

  @Test
  void otherStageExceptionOrWordsAreAnotherIncident() {
    story.tell(
        threw("3", 5, 1, "java.io.IOException", "No space left on device", T),
        threw("3", 6, 2, "java.io.IOException", "No space left on device", T),
        threw("3", 5, 3, "java.io.IOException", "Disk quota exceeded", T),
        threw("3", 5, 4, SPARK_OOM, "No space left on device", T));
    assertThat(story.finish()).hasSize(4).extracting(Incident::id).doesNotHaveDuplicates();
  }

  @Test
  void pythonTracebacksAreToldApartByTheirLastLine() {
    String python = "org.apache.spark.api.python.PythonException";
    String head = "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n";
    story.tell(
        threw("3", 5, 1, python, head + "MemoryError", T),
        threw("3", 5, 2, python, head + "ValueError: odd", T));
    assertThat(story.finish()).hasSize(2);
  }

  @Test
  void exceptionsThatHoldDataDoNotMakeAnIncidentEach() {
    for (int i = 0; i < 100; i++) {
      String data = Character.toString('a' + i % 26) + Character.toString('a' + i / 26);
      story.tell(threw("3", 5, i, "java.lang.IllegalStateException", "bad row " + data, T + i));
    }
    List<Incident> incidents = story.finish();
    assertThat(incidents).hasSize(TaskFailures.MOST_VARIANTS + 1);
    assertThat(incidents.stream().mapToInt(Incident::failureCount).sum()).isEqualTo(100);
  }

  @Test
  void failedFetchIsTheConsequenceOfALossBefore() {
    story.tell(
        removed("9", "Command exited with code 137", T), fetchFailed("3", 5, 1, "9", T + 40_000));
    assertThat(fetches(story.finish()).consequenceOf()).isEqualTo("9");
  }

  @Test
  void failedFetchBecomesTheConsequenceOfALossToldLater() {
    story.tell(fetchFailed("3", 5, 1, "9", T));
    assertThat(only(story.due(2000)).consequenceOf()).isEmpty();
    story.tell(removed("9", "Executor heartbeat timed out after 124212 ms", T + 110_000));
    assertThat(fetches(story.due(113_000)).consequenceOf()).isEqualTo("9");
  }

  @Test
  void networkTimeoutBoundsWhatIsAConsequence() {
    story.tell(
        conf("spark.network.timeout", "30s"),
        removed("9", "Command exited with code 137", T),
        fetchFailed("3", 5, 1, "9", T + 31_000));
    assertThat(fetches(story.finish()).consequenceOf()).isEmpty();
  }

  @Test
  void lostMapOutputIsTheConsequenceOfTheLatestLoss() {
    story.tell(
        removed("8", "Command exited with code 137", T - 30_000),
        removed("9", "Command exited with code 137", T),
        fetchFailed("3", 5, 1, "", T + 1000));
    assertThat(fetches(story.finish()).consequenceOf()).isEqualTo("9");
  }

  @Test
  void failuresFarApartFromALossStayTheirOwn() {
    story.tell(threw("3", 5, 1, "java.io.IOException", "No space left on device", T));
    assertThat(only(story.due(2000)).kind()).isEqualTo(Kind.TASKS_FAILED);
    story.tell(removed("3", "Executor killed by driver.", T + 600_000));
    assertThat(only(story.finish()).failures()).isEmpty();
  }

  private static Incident fetches(List<Incident> incidents) {
    return only(
        incidents.stream().filter(incident -> incident.kind() == Kind.TASKS_FAILED).toList());
  }
}
