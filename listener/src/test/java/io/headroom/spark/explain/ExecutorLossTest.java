/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Joining.only;
import static io.headroom.spark.explain.Told.HOST;
import static io.headroom.spark.explain.Told.OOM;
import static io.headroom.spark.explain.Told.added;
import static io.headroom.spark.explain.Told.kernelKill;
import static io.headroom.spark.explain.Told.line;
import static io.headroom.spark.explain.Told.look;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.report;
import static io.headroom.spark.explain.Told.taskLost;
import static io.headroom.spark.explain.Told.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Incident.Kind;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.TaskEnded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of an executor's end, and when. */
class ExecutorLossTest {
  private final Joining story = new Joining();

  @Test
  void lossWaitsForItsFactsAndIsToldOnce() {
    story.tell(
        added("3", HOST, T - 60_000),
        removed("3", "Command exited with code 137", T),
        taskLost("3", "Command exited with code 137", 11, T + 20),
        taskLost("3", "Command exited with code 137", 12, T + 20));
    assertThat(story.due(1900)).isEmpty();
    Incident loss = only(story.due(2000));
    assertThat(loss.id()).isEqualTo("lost-3");
    assertThat(loss.kind()).isEqualTo(Kind.EXECUTOR_LOST);
    assertThat(loss.host()).isEqualTo(HOST);
    assertThat(loss.timeMillis()).isEqualTo(T);
    assertThat(loss.exitCode()).hasValue(137);
    assertThat(loss.failureCount()).isEqualTo(2);
    assertThat(loss.consequenceOf()).isEmpty();
    assertThat(story.due(60_000)).isEmpty();
    assertThat(story.finish()).isEmpty();
  }

  @Test
  void kubernetesTwoRemovalsAreOneLoss() {
    // KubernetesClusterSchedulerBackend tells "killed by driver" before the heartbeat's reason.
    story.tell(
        removed("3", "Executor killed by driver.", T),
        removed("3", "Executor heartbeat timed out after 124251 ms", T + 3));
    assertThat(story.due(2500)).as("a generic reason waits longer for a better one").isEmpty();
    assertThat(only(story.due(5000)).removals())
        .extracting(ExecutorRemoved::reason)
        .containsExactly(
            "Executor killed by driver.", "Executor heartbeat timed out after 124251 ms");
  }

  @Test
  void laterReasonIsToldAgainUnderTheSameId() {
    story.tell(removed("3", "Remote RPC client disassociated. Likely due to containers", T));
    assertThat(only(story.due(5000)).removals()).hasSize(1);
    story.tell(removed("3", "Container killed by YARN for exceeding physical memory", T + 9000));
    Incident again = only(story.due(11_000));
    assertThat(again.id()).isEqualTo("lost-3");
    assertThat(again.removals()).hasSize(2);
    assertThat(again.timeMillis()).isEqualTo(T);
  }

  @Test
  void outOfMemoryErrorOfTheSecondBeforeBelongsToTheExit() {
    story.tell(
        added("0", HOST, T - 9000),
        threw("0", 1, 5, OOM, "Java heap space", T - 266),
        removed("0", "Command exited with code 52", T));
    Incident loss = only(story.finish());
    assertThat(loss.id()).isEqualTo("lost-0");
    assertThat(loss.exceptionTexts()).singleElement().asString().contains("Java heap space");
    assertThat(loss.failureCount()).isEqualTo(1);
  }

  @Test
  void exceptionsOfOtherExecutorsAndOfLongAgoDoNotBelong() {
    story.tell(
        threw("0", 1, 5, "java.lang.IllegalStateException", "old", T - 61_000),
        threw("1", 1, 6, "java.lang.IllegalStateException", "elsewhere", T - 100),
        removed("0", "Command exited with code 137", T));
    assertThat(story.finish())
        .filteredOn(incident -> incident.kind() == Kind.EXECUTOR_LOST)
        .singleElement()
        .satisfies(loss -> assertThat(loss.failures()).isEmpty());
  }

  @Test
  void heartbeatLossLooksBackToTheLastSignOfLife() {
    // Nobody reports here: Spark's own words say since when it was silent.
    story.tell(
        threw("0", 1, 5, OOM, "Metaspace", T - 150_000),
        removed("0", "Executor heartbeat timed out after 124212 ms", T));
    assertThat(story.finish())
        .filteredOn(incident -> incident.kind() == Kind.EXECUTOR_LOST)
        .singleElement()
        .satisfies(loss -> assertThat(loss.failures()).hasSize(1));
  }

  @Test
  void reportsBeforeTheSilenceAreKeptHoweverLateTheLossIsTold() {
    story.tell(added("3", HOST, T - 600_000));
    for (int i = 0; i < 400; i++) {
      story.tell(report("3", HOST, T - 130_000 - 1000L * (400 - i)));
    }
    story.tell(
        look("3", 'T', T - 100_000),
        removed("3", "Executor heartbeat timed out after 131000 ms", T));
    Incident loss = only(story.finish());
    assertThat(loss.reports()).hasSize(Trace.MOST_REPORTS);
    assertThat(loss.lastReport().orElseThrow().timeMillis()).isEqualTo(T - 131_000);
    assertThat(loss.looks()).singleElement().satisfies(l -> assertThat(l.state()).isEqualTo('T'));
  }

  @Test
  void reportsThatCameLateBetterTheStory() {
    // Reports are written to event logs in batches: after the removal that they explain.
    story.tell(added("3", HOST, T - 60_000), removed("3", "Command exited with code 137", T));
    assertThat(only(story.due(2000)).reports()).isEmpty();
    story.tell(report("3", HOST, T - 500), report("3", HOST, T - 1500));
    Incident again = only(story.due(4500));
    assertThat(again.reports()).extracting(r -> r.timeMillis()).containsExactly(T - 1500, T - 500);
    assertThat(story.finish()).isEmpty();
  }

  @Test
  void kernelKillBelongsByPidAndElseByHostAndTime() {
    story.tell(
        added("3", HOST, T - 60_000),
        added("4", HOST, T - 60_000),
        report("3", HOST, 6856, T - 1000, 0),
        report("4", HOST, 7000, T - 1000, 0),
        kernelKill(HOST, 6856, "java", T - 300),
        kernelKill(HOST, 7000, "java", T - 200),
        kernelKill(HOST, 9999, "java", T - 100),
        kernelKill(HOST, 9998, "java", T - 50_000),
        kernelKill("host-8", 6856, "java", T - 300),
        removed("3", "Command exited with code 137", T));
    assertThat(only(story.due(2000)).kernelKills())
        .as("its own first; one that may be its own; none of its neighbour's or of long ago")
        .extracting(KernelKill::pid)
        .containsExactly(6856L, 9999L);
  }

  @Test
  void killToldByTwoReadersIsOneAndALateOneIsTold() {
    story.tell(added("3", HOST, T - 60_000), removed("3", "Command exited with code 137", T));
    assertThat(only(story.due(2000)).kernelKills()).isEmpty();
    story.tell(kernelKill(HOST, 41, "java", T - 90), kernelKill(HOST, 41, "java", T - 80));
    assertThat(only(story.due(4000)).kernelKills()).hasSize(1);
  }

  @Test
  void yarnContainerTellsWhoseKillItWas() {
    story.tell(
        added("3", HOST, T - 60_000),
        facts ->
            facts.kernelKill(
                new KernelKill(
                    HOST,
                    T - 200,
                    KernelKill.Scope.CGROUP,
                    77,
                    "java",
                    "/yarn/container_e01_1_0001_01_000009",
                    "",
                    1,
                    0,
                    0)),
        removed(
            "3",
            "Container from a bad node: container_e01_1_0001_01_000004 on host: host-7. Exit"
                + " status: 137.",
            T));
    assertThat(only(story.due(2000)).kernelKills()).isEmpty();
  }

  @Test
  void executorsLostForTheSameWordsAreCounted() {
    story.tell(
        removed("1", "Executor heartbeat timed out after 177012 ms", T),
        removed("2", "Executor heartbeat timed out after 176500 ms", T + 1500),
        removed("3", "Command exited with code 137", T + 100),
        removed("4", "Executor heartbeat timed out after 177012 ms", T + 9000));
    assertThat(story.finish())
        .extracting(Incident::id, Incident::lostTogether)
        .contains(
            org.assertj.core.groups.Tuple.tuple("lost-1", 2),
            org.assertj.core.groups.Tuple.tuple("lost-2", 2),
            org.assertj.core.groups.Tuple.tuple("lost-3", 1),
            org.assertj.core.groups.Tuple.tuple("lost-4", 1));
  }

  @Test
  void linesOfItsOwnLogAndTheDriversBelong() {
    story.tell(
        line("3", "ERROR Utils: Uncaught exception in thread executor-heartbeater", T - 100_000),
        line("driver", "WARN HeartbeatReceiver: Removing executor 3 with no recent heartbeats", T),
        line("driver", "WARN HeartbeatReceiver: Removing executor 33 with no recent heartbeats", T),
        removed("3", "Executor heartbeat timed out after 124251 ms", T));
    assertThat(only(story.finish()).logLines())
        .extracting(LogLine::text)
        .hasSize(2)
        .noneMatch(text -> text.contains("33"));
  }

  @Test
  void gracefulEndsAreToldSinceMasksLookTheSame() {
    story.tell(
        removed("1", "Executor killed by driver.", T),
        removed("2", "Finished decommissioning", T),
        removed("3", "Executor decommission: Executor 3 is decommissioned.", T));
    assertThat(story.finish()).hasSize(3);
  }

  @Test
  void endWithTheApplicationIsNoLossUnlessItTakesSomethingAlong() {
    story.tell(
        facts -> facts.applicationEnded(T),
        removed("1", "Executor killed by driver.", T + 20),
        removed("2", "Command exited with code 137", T + 20),
        taskLost("2", "Command exited with code 137", 9, T + 21));
    assertThat(only(story.finish()).id()).isEqualTo("lost-2");
  }

  @Test
  void jvmErrorIsKeptAmongManyLaterExceptions() {
    story.tell(threw("0", 1, 5, OOM, "Java heap space", T - 900));
    for (int i = 0; i < 40; i++) {
      story.tell(
          threw("0", 1, 10 + i, "java.nio.channels.ClosedChannelException", "", T - 500 + i));
    }
    story.tell(removed("0", "Command exited with code 52", T));
    List<TaskEnded> failures = only(story.finish()).failures();
    assertThat(failures).hasSizeLessThanOrEqualTo(Incident.MOST_FAILURES);
    assertThat(failures.get(0).className()).isEqualTo(OOM);
  }

  @Test
  void executorKnownOnlyByItsLostTasksIsALossToo() {
    story.tell(taskLost("8", "worker lost: Not receiving heartbeat for 60 seconds", 1, T));
    Incident loss = only(story.finish());
    assertThat(loss.id()).isEqualTo("lost-8");
    assertThat(loss.removals()).isEmpty();
    assertThat(loss.lossTexts()).singleElement().asString().contains("worker lost");
  }
}
