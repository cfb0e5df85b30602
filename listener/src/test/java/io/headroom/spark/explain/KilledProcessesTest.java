/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Joining.only;
import static io.headroom.spark.explain.Told.HOST;
import static io.headroom.spark.explain.Told.aborted;
import static io.headroom.spark.explain.Told.added;
import static io.headroom.spark.explain.Told.jobFailed;
import static io.headroom.spark.explain.Told.kernelKill;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.report;
import static io.headroom.spark.explain.Told.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Incident.Kind;
import io.headroom.spark.record.KernelKill;
import org.junit.jupiter.api.Test;

/** Processes killed beside an executor that lives on. */
class KilledProcessesTest {
  private static final String SPARK = "org.apache.spark.SparkException";
  private static final String CRASHED = "Python worker exited unexpectedly (crashed)";
  private final Joining story = new Joining();

  @Test
  void risenCountOfKillsIsAnIncidentWithTheTasksThatFailedByIt() {
    story.tell(
        added("3", HOST, T - 60_000),
        report("3", HOST, 100, T - 1000, 0),
        threw("3", 5, 1, SPARK, CRASHED, T),
        threw("3", 5, 2, SPARK, CRASHED, T + 10),
        kernelKill(HOST, 4711, "python3", T - 20),
        report("3", HOST, 100, T + 600, 1),
        jobFailed(0, aborted(5, "3", SPARK + ": " + CRASHED), T + 700));
    Incident killed = only(story.finish());
    assertThat(killed.kind()).isEqualTo(Kind.PROCESS_KILLED);
    assertThat(killed.id()).isEqualTo("killed-3-1");
    assertThat(killed.failureCount()).isEqualTo(2);
    assertThat(killed.kernelKills()).extracting(KernelKill::command).containsExactly("python3");
    assertThat(killed.lastReport().orElseThrow().memory().oomKills()).isEqualTo(1);
    assertThat(killed.messages()).hasSize(1);
  }

  @Test
  void executorThatIsLostWithItTellsItAsALoss() {
    story.tell(
        added("3", HOST, T - 60_000),
        report("3", HOST, 100, T - 100, 1),
        removed("3", "Command exited with code 137", T));
    assertThat(only(story.finish()).kind()).isEqualTo(Kind.EXECUTOR_LOST);
  }

  @Test
  void killOfANeighbourInTheSameContainerIsTheNeighboursLoss() {
    story.tell(
        added("3", HOST, T - 60_000),
        added("4", HOST, T - 60_000),
        report("4", HOST, 101, T - 1000, 0),
        removed("3", "Command exited with code 137", T),
        report("4", HOST, 101, T + 500, 1));
    assertThat(only(story.finish()).id()).isEqualTo("lost-3");
  }

  @Test
  void killsFarApartAreToldOneByOneAndThoseNearTogether() {
    story.tell(
        added("3", HOST, T - 60_000),
        report("3", HOST, 100, T, 1),
        report("3", HOST, 100, T + 1000, 2),
        report("3", HOST, 100, T + 200_000, 3));
    assertThat(story.finish())
        .extracting(Incident::id)
        .containsExactlyInAnyOrder("killed-3-1", "killed-3-2");
  }

  @Test
  void kernelLogTellsWhereNobodyCounts() {
    story.tell(added("3", HOST, T - 60_000), kernelKill(HOST, 4711, "python3", T));
    Incident killed = only(story.finish());
    assertThat(killed.kind()).isEqualTo(Kind.PROCESS_KILLED);
    assertThat(killed.executorId()).isEqualTo("3");
    assertThat(killed.kernelKills()).hasSize(1);
  }

  @Test
  void kernelLogOfAHostWithSeveralSilentExecutorsNamesNone() {
    story.tell(
        added("3", HOST, T - 60_000),
        added("4", HOST, T - 60_000),
        kernelKill(HOST, 4711, "python3", T));
    Incident killed = only(story.finish());
    assertThat(killed.executorId()).isEmpty();
    assertThat(killed.host()).isEqualTo(HOST);
  }

  @Test
  void killOfAStrangerIsNoIncident() {
    story.tell(
        added("3", HOST, T - 60_000),
        report("3", HOST, 100, T - 100, 0),
        kernelKill(HOST, 4711, "mysqld", T),
        report("3", HOST, 100, T + 1000, 0),
        kernelKill("host-without-executors", 4712, "python3", T),
        kernelKill(HOST, 4713, "java", T));
    assertThat(story.finish()).isEmpty();
  }

  @Test
  void exceptionOfTheWorkersOwnIsNotPutToTheKill() {
    story.tell(
        added("3", HOST, T - 60_000),
        report("3", HOST, 100, T + 100, 1),
        threw("3", 5, 1, "org.apache.spark.api.python.PythonException", "ValueError: odd", T));
    assertThat(story.finish())
        .extracting(Incident::kind)
        .containsExactlyInAnyOrder(Kind.PROCESS_KILLED, Kind.TASKS_FAILED);
  }

  @Test
  void hostWhoseClockIsAheadDoesNotKeepItToItself() {
    assertThat(story.due(0)).isEmpty();
    story.tell(added("3", HOST, T - 60_000), report("3", HOST, 100, T + 3_600_000, 1));
    assertThat(only(story.due(66_000)).kind()).isEqualTo(Kind.PROCESS_KILLED);
  }
}
