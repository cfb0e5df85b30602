/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Confidence.CERTAIN;
import static io.headroom.spark.explain.Confidence.LIKELY;
import static io.headroom.spark.explain.Confidence.POSSIBLE;
import static io.headroom.spark.explain.IncidentBuilder.incident;
import static io.headroom.spark.explain.IncidentBuilder.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.IncidentBuilder;
import io.headroom.spark.explain.ReportSeries;
import io.headroom.spark.record.KernelKill.Scope;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exit 137 and what hides it: who killed the executor, by all that may be known of it. */
class ContainerCausesTest {
  private static final String K137 = "Command exited with code 137";
  private static final String DECOMMISSION = "Executor decommission: Executor 3 is decommissioned.";
  private static final String DISASSOCIATED =
      "Remote RPC client disassociated. Likely due to containers exceeding thresholds, or network"
          + " issues. Check driver logs for WARN messages.";
  private static final String BAD_NODE =
      "Container from a bad node: container_e01_1690000000000_0007_01_000004 on host: node-1. Exit"
          + " status: 137. Possible causes: Unknown executor exit code (137) (died from signal 9?)"
          + " Diagnostics: [2026-11-20 10:00:00.000]Container killed on request. Exit code is 137";

  static Stream<Arguments> whoKilled() {
    ReportSeries full = ReportSeries.calm().held(880, 896);
    ReportSeries calm = ReportSeries.calm();
    return Stream.of(
        row("nothing known", lost(K137), "killed-signal", POSSIBLE),
        row("full at the end", lost(K137).reports(full.list()), "container-oom-kill", LIKELY),
        row("calm at the end", lost(K137).reports(calm.list()), "killed-signal", LIKELY),
        row(
            "growing fast at three quarters",
            lost(K137).reports(ReportSeries.calm().held(672, 896).limitIn(0.6).list()),
            "container-oom-kill",
            LIKELY),
        row(
            "high but not growing",
            lost(K137).reports(ReportSeries.calm().held(760, 896).list()),
            "container-oom-kill",
            POSSIBLE),
        row(
            "full of heap as it always is: no sign of want",
            lost(K137).reports(ReportSeries.calm().held(700, 896).pressure(0.3).list()),
            "killed-signal",
            LIKELY),
        row(
            "counter rose at the end",
            lost(K137).reports(ReportSeries.calm().killsAtEnd(1).list()),
            "container-oom-kill",
            CERTAIN),
        row(
            "kernel names the pid",
            lost(K137).reports(calm.list()).kill(Scope.CGROUP, 4711, "java", "/survival/x"),
            "container-oom-kill",
            CERTAIN),
        row(
            "kernel names some java",
            lost(K137).reports(calm.list()).kill(Scope.CGROUP, 99, "java", "/survival/x"),
            "container-oom-kill",
            LIKELY),
        row(
            "kernel names the YARN container",
            lost(BAD_NODE)
                .on(ClusterManager.YARN)
                .kill(Scope.CGROUP, 99, "java", "/yarn/container_e01_1690000000000_0007_01_000004"),
            "container-oom-kill",
            CERTAIN),
        row("bad node is judged by the code", lost(BAD_NODE), "killed-signal", POSSIBLE),
        row(
            "node, by the pid",
            lost(K137).reports(calm.list()).kill(Scope.NODE, 4711, "java", ""),
            "node-oom-kill",
            CERTAIN),
        row(
            "node, by some java",
            lost(K137).kill(Scope.NODE, 99, "java", ""),
            "node-oom-kill",
            LIKELY),
        row(
            "node short by the last report",
            lost(K137).reports(ReportSeries.calm().hostShort(0.95, 60).list()),
            "node-oom-kill",
            LIKELY),
        row(
            "the cloud's guard",
            lost(K137).line("3", "A process is killed due to memory pressure: java"),
            "node-oom-kill",
            CERTAIN),
        row(
            "decommission hides a kill",
            lost(DECOMMISSION).lostTask(DECOMMISSION).reports(full.list()),
            "container-oom-kill",
            LIKELY),
        row(
            "decommission hides a kill that the kernel names",
            lost(DECOMMISSION).reports(calm.list()).kill(Scope.CGROUP, 4711, "java", "/x"),
            "container-oom-kill",
            CERTAIN),
        row(
            "decommission of a full executor that lost nothing",
            lost(DECOMMISSION).reports(full.list()),
            "decommission",
            LIKELY),
        row("decommission alone", lost(DECOMMISSION), "decommission", LIKELY),
        row("vanished", lost(DISASSOCIATED), "vanished", POSSIBLE),
        row(
            "vanished when full",
            lost(DISASSOCIATED).lostTask(DISASSOCIATED).reports(full.list()),
            "container-oom-kill",
            LIKELY),
        row(
            "vanished when full, with no task running",
            lost(DISASSOCIATED).reports(full.list()),
            "container-oom-kill",
            LIKELY),
        row(
            "driver's kill hides a kill",
            lost("Executor killed by driver.")
                .lostTask("Executor killed by driver.")
                .reports(full.list()),
            "container-oom-kill",
            LIKELY),
        row(
            "silent and then full: heartbeats come first",
            lost("Executor heartbeat timed out after 124212 ms", K137).reports(full.list()),
            "heartbeat-thread-dead",
            LIKELY),
        row(
            "Spark's peaks, on YARN",
            lost(BAD_NODE).on(ClusterManager.YARN).profile(512, 384, 0, 0).peaks(400, 890, 0),
            "container-oom-kill",
            LIKELY),
        row(
            "Spark's peaks, where nobody knows the limit",
            lost(K137).profile(512, 384, 0, 0).peaks(60, 993, 0),
            "container-oom-kill",
            POSSIBLE));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource
  void whoKilled(String name, IncidentBuilder incident, String cause, Confidence confidence) {
    Finding top = incident.top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo(cause + " " + confidence);
  }

  @Test
  void tellsWhoHeldWhat() {
    Finding top =
        lost(K137)
            .on(ClusterManager.KUBERNETES)
            .profile(512, 384, 0, 0)
            .reports(ReportSeries.calm().held(893, 896).heap(410, 512, 300).list())
            .top();
    assertThat(top.sentence())
        .isEqualTo(
            "The kernel most likely killed executor 3 at its container limit: 893 of 896 MiB were"
                + " charged, of which heap 410, Python 0, tmpfs 0, other native 483 MiB.");
    // 896 - 410 = 486 beside the heap; 1.2 x 486 = 583.2, rounded up to 640.
    assertThat(top.settings().get(0).line()).isEqualTo("spark.executor.memoryOverhead 640m");
    assertThat(top.evidence()).anyMatch(line -> line.contains("exit code 137 (SIGKILL)"));
  }

  @Test
  void doesNotTellAnEarlyReportAsTheEnd() {
    Finding top = lost(K137).reports(ReportSeries.calm().held(672, 896).limitIn(0.6).list()).top();
    assertThat(top.sentence())
        .startsWith(
            "The kernel most likely killed executor 3 at its container limit; 0.2 s before its end 672"
                + " of 896 MiB were charged");
  }

  @Test
  void offersNoOverheadWhereItChangesNothing() {
    Finding top = lost(K137).reports(ReportSeries.calm().held(893, 896).list()).top();
    assertThat(top.settings()).noneMatch(s -> s.key().equals("spark.executor.memoryOverhead"));
    assertThat(top.advice().get(0)).contains("Give the cgroup", "instead of 896 MiB");
  }

  @Test
  void namesTmpfsAndPythonWhereTheyHoldMuch() {
    Finding top =
        lost(K137)
            .on(ClusterManager.KUBERNETES)
            .conf("spark.kubernetes.local.dirs.tmpfs", "true")
            .reports(ReportSeries.calm().held(893, 896).tmpfs(300).python(200).list())
            .top();
    assertThat(top.settings())
        .extracting(s -> s.key() + "=" + s.value())
        .contains(
            "spark.kubernetes.local.dirs.tmpfs=false",
            "spark.sql.execution.arrow.maxRecordsPerBatch=2500");
  }

  @Test
  void tellsOfAChildThatWasKilled() {
    Finding top =
        incident()
            .kind(Incident.Kind.PROCESS_KILLED)
            .reports(ReportSeries.calm().held(700, 896).killsAtEnd(1).list())
            .kill(Scope.CGROUP, 812, "pgrep", "/survival/x")
            .top();
    assertThat(top.causeId()).isEqualTo("container-oom-kill");
    assertThat(top.sentence()).contains("a process of executor 3");
    assertThat(top.evidence()).anyMatch(line -> line.contains("pgrep"));
  }

  private static Arguments row(String name, IncidentBuilder incident, String id, Confidence sure) {
    return Arguments.of(name, incident, id, sure);
  }
}
