/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.IncidentBuilder.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Causes;
import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.IncidentBuilder;
import io.headroom.spark.explain.ReportSeries;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.record.TaskEnded.Outcome;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever was written, and whatever was measured, no cause throws and none talks nonsense. */
class AnyTextTest {
  /** Words that causes look for, cut up and thrown together with anything else. */
  private static final String[] PIECES = {
    "",
    "Command exited with code ",
    "137",
    "-104",
    "52",
    "99999999999",
    "exit code 137(SIGKILL",
    "termination reason: OOMKilled",
    "container name: x",
    "Executor heartbeat timed out after ",
    "124212 ms",
    "Executor decommission: ",
    "Executor killed by driver.",
    "OutOfMemoryError: ",
    "java.lang.OutOfMemoryError: Java heap space",
    "UnsafeSorterSpillReader",
    "MemoryError",
    "Traceback (most recent call last)",
    "Python worker exited unexpectedly (crashed)",
    "\n",
    "%",
    "%s%d%",
    "for exceeding physical memory limits. 1.1.1 GB of ",
    "bytes of direct buffer memory",
    "Cannot reserve 999999999999999999999 ",
    "(allocated: 1, limit: 2)",
    "brief reason: Evicted",
    "Total size of serialized results of 9 tasks (1.2.3 MiB) is bigger than"
        + " spark.driver.maxResultSize (x)",
    "|- 1 2 3 4 (java) 1 2 3 99999999999999 x",
    "Removing exec with no recent heartbeats: 1 ms"
  };

  @Property(tries = 400)
  void neverThrows(@ForAll("incidents") IncidentBuilder builder) {
    Incident incident = builder.build();
    for (Cause cause : Causes.ALL) {
      cause.explain(incident).ifPresent(finding -> assertSound(cause, finding));
    }
    assertThat(builder.top().sentence()).isNotBlank();
  }

  private static void assertSound(Cause cause, Finding finding) {
    assertThat(finding.causeId()).isEqualTo(cause.id());
    assertThat(finding.sentence()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1500);
    for (Setting setting : finding.settings()) {
      assertThat(setting.key()).startsWith("spark.");
      assertThat(setting.value()).isNotBlank().doesNotContain("null", "NaN");
      assertThat(setting.why()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<IncidentBuilder> incidents() {
    Arbitrary<String> text =
        Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(PIECES)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(20)))
            .list()
            .ofMaxSize(6)
            .map(pieces -> String.join("", pieces));
    Arbitrary<ReportSeries> reports =
        Combinators.combine(
                Arbitraries.longs().between(-1, 2_000),
                Arbitraries.longs().between(-1, 1_000),
                Arbitraries.doubles().between(0, 1),
                Arbitraries.integers().between(0, 5),
                Arbitraries.longs().between(-5_000, 200_000))
            .as(
                (hard, limit, share, count, before) ->
                    ReportSeries.calm()
                        .held(hard, limit)
                        .collecting(share > 0.9 ? Double.NaN : share)
                        .throttled(1 - share)
                        .swap(hard, share * 10, 1, share * 500)
                        .python(limit)
                        .limitIn(share > 0.5 ? Double.NaN : share)
                        .count(count)
                        .endedBefore(before));
    return Combinators.combine(
            text,
            text,
            text,
            text,
            reports,
            Arbitraries.of(ClusterManager.values()),
            Arbitraries.of(Incident.Kind.values()),
            Arbitraries.of(Outcome.values()))
        .as(
            (loss, second, exception, line, series, manager, kind, outcome) ->
                lost(loss, second)
                    .kind(kind)
                    .on(manager)
                    .failure(outcome, exception, second, exception, null)
                    .message(line)
                    .line("driver", line)
                    .line("3", exception)
                    .conf("spark.executor.memory", loss)
                    .conf("spark.sql.shuffle.partitions", exception)
                    .conf("spark.network.timeout", line)
                    .conf("spark.executor.extraJavaOptions", line)
                    .after(second)
                    .reports(series.list())
                    .driverReports(series.list())
                    .look('D', 20 << 20, 200, Double.NaN, 0.5, 0.5));
  }
}
