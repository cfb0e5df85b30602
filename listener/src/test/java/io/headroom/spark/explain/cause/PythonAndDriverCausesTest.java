/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Confidence.CERTAIN;
import static io.headroom.spark.explain.Confidence.LIKELY;
import static io.headroom.spark.explain.Confidence.POSSIBLE;
import static io.headroom.spark.explain.IncidentBuilder.failed;
import static io.headroom.spark.explain.IncidentBuilder.incident;
import static io.headroom.spark.explain.IncidentBuilder.jobFailed;
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

/** Ends of Python workers, and what the driver says of itself. */
class PythonAndDriverCausesTest {
  private static final String OOM = "java.lang.OutOfMemoryError";
  private static final String SPARK = "org.apache.spark.SparkException";
  private static final String PYTHON = "org.apache.spark.api.python.PythonException";
  private static final String CRASHED =
      "Python worker exited unexpectedly (crashed). Consider setting"
          + " 'spark.sql.execution.pyspark.udf.faulthandler.enabled'"
          + " or'spark.python.worker.faulthandler.enabled' configuration to 'true' for the better"
          + " Python traceback.";

  static Stream<Arguments> python() {
    return Stream.of(
        row(failed(SPARK, CRASHED), "python-oom-kill", POSSIBLE),
        row(
            failed(SPARK, CRASHED).reports(ReportSeries.calm().python(80).list()),
            "python-crash",
            LIKELY),
        row(
            failed(SPARK, CRASHED).reports(ReportSeries.calm().held(870, 896).python(500).list()),
            "python-oom-kill",
            LIKELY),
        row(
            failed(SPARK, CRASHED).reports(ReportSeries.calm().python(500).killsAtEnd(1).list()),
            "python-oom-kill",
            CERTAIN),
        row(
            failed(SPARK, CRASHED).kill(Scope.CGROUP, 99, "python3", "/x"),
            "python-oom-kill",
            LIKELY),
        row(
            failed(
                SPARK,
                "Python worker exited unexpectedly (crashed): Fatal Python error:"
                    + " Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):"),
            "python-crash",
            CERTAIN),
        row(
            failed(
                    PYTHON,
                    "Traceback (most recent call last):\n  File \"x.py\", line 5\nMemoryError")
                .profile(1024, 384, 0, 1024),
            "python-memory-limit",
            CERTAIN),
        row(
            failed(
                PYTHON,
                "Traceback (most recent call last):\n  File \"x.py\"\nnumpy.core._exceptions."
                    + "_ArrayMemoryError: Unable to allocate 12.0 GiB for an array"),
            "python-memory-limit",
            LIKELY),
        row(failed(SPARK, "Python worker failed to connect back."), "python-crash", POSSIBLE),
        row(
            incident()
                .kind(Incident.Kind.PROCESS_KILLED)
                .reports(ReportSeries.calm().held(870, 896).python(500).killsAtEnd(1).list()),
            "python-oom-kill",
            CERTAIN),
        row(
            failed(
                PYTHON,
                "Traceback (most recent call last):\n    except MemoryError:\nValueError: x"),
            "unknown",
            POSSIBLE),
        row(
            failed(PYTHON, "Traceback (most recent call last):\nValueError: no MemoryErrors here"),
            "unknown",
            POSSIBLE));
  }

  static Stream<Arguments> driver() {
    return Stream.of(
        row(
            jobFailed(
                "Job aborted due to stage failure: Total size of serialized results of 1 tasks"
                    + " (10.0 MiB) is bigger than spark.driver.maxResultSize (8.0 MiB)"),
            "result-size",
            CERTAIN),
        row(
            jobFailed(
                "Not enough memory to build and broadcast the table to all worker nodes. As a"
                    + " workaround, you can either disable broadcast"),
            "driver-oom",
            CERTAIN),
        row(
            jobFailed("Cannot broadcast the table that is larger than 8.0 GiB: 9.1 GiB"),
            "driver-oom",
            CERTAIN),
        row(
            jobFailed(
                "Job aborted due to stage failure: Exception while getting task result:"
                    + " java.lang.OutOfMemoryError: Java heap space"),
            "driver-oom",
            CERTAIN),
        row(
            jobFailed(
                "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent"
                    + " failure: Lost task 0.3 in stage 0.0 (TID 3) (h executor 4):"
                    + " java.lang.OutOfMemoryError: Java heap space"),
            "heap-oom",
            CERTAIN));
  }

  @ParameterizedTest(name = "[{index}] {1} {2}")
  @MethodSource({"python", "driver"})
  void tells(IncidentBuilder incident, String cause, Confidence confidence) {
    Finding top = incident.top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo(cause + " " + confidence);
    assertThat(top.sentence()).isNotBlank().doesNotContain("\n", "null", "%s");
  }

  @Test
  void raisesTheDriversHeapInLocalMode() {
    Finding top = failed(OOM, "Java heap space").of("driver").on(ClusterManager.LOCAL).top();
    assertThat(top.causeId()).isEqualTo("heap-oom");
    assertThat(top.settings())
        .extracting(setting -> setting.line())
        .containsExactly("spark.sql.shuffle.partitions 400", "spark.driver.memory 1536m");
  }

  @Test
  void refusesAResultSizeThatTheDriverCannotHold() {
    Finding top =
        jobFailed(
                "Total size of serialized results of 9 tasks (1.1 GiB) is bigger than"
                    + " spark.driver.maxResultSize (1024.0 MiB)")
            .top();
    assertThat(top.settings()).isEmpty();
    assertThat(top.advice()).anyMatch(line -> line.startsWith("Do not just raise"));
  }

  private static Arguments row(IncidentBuilder incident, String id, Confidence confidence) {
    return Arguments.of(incident, id, confidence);
  }
}
