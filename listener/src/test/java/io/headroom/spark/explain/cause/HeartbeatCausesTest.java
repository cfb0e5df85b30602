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
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Missed heartbeats: one text of Spark's, seven causes. */
class HeartbeatCausesTest {
  private static final String TIMED_OUT = "Executor heartbeat timed out after 124212 ms";

  /** Before the silence of 124 s began. */
  private static ReportSeries then() {
    return ReportSeries.calm().endedBefore(124_000);
  }

  /** Until the end. */
  private static ReportSeries on() {
    return ReportSeries.calm().endedBefore(800);
  }

  private static IncidentBuilder silent(ReportSeries reports) {
    return lost(TIMED_OUT).reports(reports.list());
  }

  static Stream<Arguments> why() {
    return Stream.of(
        row("plain log", lost(TIMED_OUT), "heartbeat-unknown", POSSIBLE),
        row(
            "Kubernetes: two removals",
            lost("Executor killed by driver.", TIMED_OUT).on(ClusterManager.KUBERNETES),
            "heartbeat-unknown",
            POSSIBLE),
        row("seen stopped", silent(then()).look('T', 0, 0, 0, 0, 0), "heartbeat-stopped", CERTAIN),
        row("calm, then nothing", silent(then()), "heartbeat-network", POSSIBLE),
        row(
            "seen running on",
            silent(then()).look('S', 0, 0, 0.01, 0.4, 0),
            "heartbeat-network",
            LIKELY),
        row(
            "swap in and out, tasks waiting",
            silent(then().swap(300, 20, 25, 2500).stalled(0.6, 0.4)),
            "heartbeat-swap",
            LIKELY),
        row(
            "swap, with a collector that waits for pages",
            silent(then().swap(300, 20, 25, 2500).stalled(0.6, 0.4).collecting(0.8)),
            "heartbeat-swap",
            LIKELY),
        row(
            "last seen going out to swap",
            silent(then().swap(120, 0, 30, 20)),
            "heartbeat-swap",
            POSSIBLE),
        row(
            "seen waiting for swap",
            silent(then()).look('D', 200L << 20, 1800, 0.01, 0.02, 0),
            "heartbeat-swap",
            LIKELY),
        row(
            "benign swapping: pages went out and stayed out",
            silent(on().swap(500, 0, 0.2, 1).noHeartbeater()),
            "heartbeat-thread-dead",
            CERTAIN),
        row("collecting", silent(then().collecting(0.9)), "heartbeat-gc", LIKELY),
        row(
            "seen collecting",
            silent(then()).look('S', 0, 0, 1.7, 0.02, 0),
            "heartbeat-gc",
            LIKELY),
        row("throttled", silent(then().throttled(0.8)), "heartbeat-throttled", LIKELY),
        row(
            "throttled, and slow collections by it",
            silent(then().throttled(0.8).collecting(0.6)),
            "heartbeat-throttled",
            LIKELY),
        row(
            "throttled by a collector whose heap is full",
            silent(then().throttled(0.8).collecting(0.9).heap(500, 512, 495)),
            "heartbeat-gc",
            LIKELY),
        row(
            "seen throttled",
            silent(then()).look('R', 0, 0, 0.05, 0.1, 0.9),
            "heartbeat-throttled",
            LIKELY),
        row("reports went on", silent(on()), "heartbeat-thread-dead", LIKELY),
        row(
            "a timeout so short that two heartbeats were not due",
            lost("Executor heartbeat timed out after 12000 ms")
                .reports(ReportSeries.calm().endedBefore(3_000).list()),
            "heartbeat-network",
            POSSIBLE),
        row(
            "the same with quicker heartbeats",
            lost("Executor heartbeat timed out after 12000 ms")
                .conf("spark.executor.heartbeatInterval", "1s")
                .reports(ReportSeries.calm().endedBefore(800).list()),
            "heartbeat-thread-dead",
            LIKELY),
        row("no heartbeat thread", silent(on().noHeartbeater()), "heartbeat-thread-dead", CERTAIN),
        row(
            "its log says so",
            lost(TIMED_OUT)
                .line("3", "ERROR Utils: Uncaught exception in thread executor-heartbeater")
                .line("3", "java.lang.OutOfMemoryError: Metaspace"),
            "heartbeat-thread-dead",
            CERTAIN),
        row("five at once", lost(TIMED_OUT).together(5), "heartbeat-driver", LIKELY),
        row("two at once", lost(TIMED_OUT).together(2), "heartbeat-driver", POSSIBLE),
        row(
            "the driver was collecting",
            silent(on()).driverReports(on().collecting(0.9).list()),
            "heartbeat-driver",
            LIKELY),
        row(
            "the driver stood still",
            silent(then()).driverReports(on().hiccup(40_000).list()),
            "heartbeat-driver",
            LIKELY),
        row(
            "Spark's metrics: a third of its life collecting",
            lost(TIMED_OUT).collected(200_000),
            "heartbeat-gc",
            LIKELY),
        row(
            "Spark's metrics: a tenth of its life",
            lost(TIMED_OUT).collected(60_000),
            "heartbeat-gc",
            POSSIBLE),
        row(
            "Spark's metrics: little of its life",
            lost(TIMED_OUT).collected(10_000),
            "heartbeat-unknown",
            POSSIBLE),
        row(
            "a failed task that only collected",
            lost(TIMED_OUT)
                .failure(
                    Outcome.EXCEPTION,
                    "java.lang.IllegalStateException",
                    "x",
                    "",
                    new TaskEnded.Metrics(60_000, 45_000, 0, 0, 0, 0, 0, 0, 0, 0)),
            "heartbeat-gc",
            LIKELY),
        row(
            "not timed out yet, and thrashing",
            incident()
                .kind(Incident.Kind.EXECUTOR_SILENT)
                .reports(
                    ReportSeries.calm()
                        .endedBefore(40_000)
                        .swap(300, 20, 25, 2500)
                        .stalled(0.6, 0.4)
                        .list()),
            "heartbeat-swap",
            LIKELY),
        row(
            "only the driver's log tells of it",
            lost("Executor killed by driver.")
                .line(
                    "driver",
                    "WARN HeartbeatReceiver: Removing executor 3 with no recent heartbeats: 124251"
                        + " ms exceeds timeout 120000 ms"),
            "heartbeat-unknown",
            POSSIBLE));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource
  void why(String name, IncidentBuilder incident, String cause, Confidence confidence) {
    Finding top = incident.top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo(cause + " " + confidence);
  }

  @Test
  void refusesALongerTimeoutForThrash() {
    Finding top = silent(then().swap(300, 20, 25, 2500).stalled(0.6, 0.4)).top();
    assertThat(top.settings()).noneMatch(setting -> setting.key().contains("timeout"));
    assertThat(top.advice())
        .anyMatch(line -> line.startsWith("Do not raise spark.network.timeout"));
    assertThat(top.sentence())
        .isEqualTo(
            "Executor 3 sent no heartbeat for 124 s: it was waiting for pages to come back from swap,"
                + " with 300 MiB swapped out.");
  }

  @Test
  void allowsALongerTimeoutForPausesOfARoomyHeap() {
    Finding top = silent(then().collecting(0.9).heap(300, 512, 100)).top();
    // 2 x 124.2 s in steps of 30 s.
    assertThat(top.settings()).anyMatch(s -> s.line().equals("spark.network.timeout 270s"));
  }

  @Test
  void neverShortensTheTimeoutInForce() {
    Finding top =
        silent(then().collecting(0.9).heap(300, 512, 100))
            .conf("spark.network.timeout", "800")
            .top();
    assertThat(top.settings()).anyMatch(s -> s.line().equals("spark.network.timeout 800s"));
  }

  @Test
  void saysOfAPlainLogThatItCannotBeKnown() {
    Finding top = lost(TIMED_OUT).top();
    assertThat(top.sentence()).contains("cannot be known from this log");
    assertThat(top.settings())
        .extracting(setting -> setting.line())
        .containsExactly("spark.plugins io.headroom.spark.HeadroomPlugin");
  }

  private static Arguments row(String name, IncidentBuilder incident, String id, Confidence sure) {
    return Arguments.of(name, incident, id, sure);
  }
}
