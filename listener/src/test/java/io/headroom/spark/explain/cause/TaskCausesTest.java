/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Confidence.CERTAIN;
import static io.headroom.spark.explain.Confidence.LIKELY;
import static io.headroom.spark.explain.Confidence.POSSIBLE;
import static io.headroom.spark.explain.IncidentBuilder.failed;
import static io.headroom.spark.explain.IncidentBuilder.incident;
import static io.headroom.spark.explain.IncidentBuilder.lost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.IncidentBuilder;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks say: the JVM, Spark's memory manager, disks. */
class TaskCausesTest {
  private static final String OOM = "java.lang.OutOfMemoryError";
  private static final String SPARK_OOM = "org.apache.spark.memory.SparkOutOfMemoryError";
  private static final String PYTHON = "org.apache.spark.api.python.PythonException";

  static Stream<Arguments> tasks() {
    return Stream.of(
        row(failed(OOM, "Java heap space"), "heap-oom", CERTAIN),
        row(failed(OOM, "Requested array size exceeds VM limit"), "heap-oom", CERTAIN),
        row(
            failed(OOM, "Java heap space")
                .exception("java.lang.RuntimeException", "wrapped by a library", "Caused by: x"),
            "heap-oom",
            CERTAIN),
        row(
            lost("Command exited with code 50")
                .spark("3.5.7")
                .exception(
                    "java.lang.RuntimeException",
                    "wrapped by a library",
                    "at Cap.java:32",
                    "Caused by: java.lang.OutOfMemoryError: Java heap space"),
            "heap-oom",
            CERTAIN),
        row(
            lost("Command exited with code 50").exception("java.io.IOException", "a stream broke"),
            "uncaught-exception",
            LIKELY),
        row(
            lost("Command exited with code 3")
                .conf("spark.executor.extraJavaOptions", "-XX:+ExitOnOutOfMemoryError"),
            "heap-oom",
            LIKELY),
        row(
            lost("Command exited with code 134")
                .conf("spark.executor.extraJavaOptions", "-XX:+CrashOnOutOfMemoryError"),
            "heap-oom",
            LIKELY),
        row(lost("Command exited with code 134"), "native-crash", LIKELY),
        row(lost("Command exited with code 52").exception(OOM, "Metaspace"), "metaspace", CERTAIN),
        row(failed(OOM, "Compressed class space"), "metaspace", CERTAIN),
        row(failed(OOM, "GC overhead limit exceeded"), "gc-overhead", CERTAIN),
        row(failed(OOM, "Direct buffer memory"), "direct-memory", CERTAIN),
        row(
            failed(
                OOM,
                "Cannot reserve 4194304 bytes of direct buffer memory (allocated: 264257536, limit:"
                    + " 268435456)"),
            "direct-memory",
            CERTAIN),
        row(
            failed(
                "io.netty.util.internal.OutOfDirectMemoryError",
                "failed to allocate 16777216 byte(s) of direct memory (used: 1, max: 2)"),
            "direct-memory",
            CERTAIN),
        row(
            failed(
                OOM,
                "unable to create native thread: possibly out of memory or process/resource"
                    + " limits reached"),
            "native-threads",
            CERTAIN),
        row(
            failed(
                OOM,
                "Java heap space",
                "\tat o.a.s.util.collection.unsafe.sort"
                    + ".UnsafeSorterSpillReader.<init>(UnsafeSorterSpillReader.java:54)"),
            "spill-merge",
            CERTAIN),
        row(
            failed(
                SPARK_OOM,
                "[UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire 65536 bytes of memory, got"
                    + " 0. SQLSTATE: 53200"),
            "execution-memory",
            CERTAIN),
        row(
            failed(SPARK_OOM, "[AGGREGATE_OUT_OF_MEMORY] No enough memory for aggregation"),
            "execution-memory",
            CERTAIN),
        row(
            failed(
                SPARK_OOM,
                "[SPILL_OUT_OF_MEMORY] Error while calling spill() on x : No space left on"
                    + " device SQLSTATE: 82003"),
            "disk-full",
            CERTAIN),
        row(
            failed(SPARK_OOM, "error while calling spill() on x : No space left on device"),
            "disk-full",
            CERTAIN),
        row(failed("java.io.IOException", "No space left on device"), "disk-full", CERTAIN),
        row(failed("java.io.IOException", "Disk quota exceeded"), "disk-full", CERTAIN),
        row(
            failed(
                "org.apache.spark.SparkRuntimeException",
                "[CANNOT_LOAD_STATE_STORE."
                    + "ROCKSDB_STORE_PROVIDER_OUT_OF_MEMORY] An error occurred"),
            "state-store-memory",
            CERTAIN),
        row(
            fetch(
                "org.apache.spark.shuffle.FetchFailedException: Failure while fetching"
                    + " StreamChunkId[x]: java.io.IOException: Out of memory"),
            "native-allocation",
            CERTAIN),
        row(
            fetch(
                "org.apache.spark.shuffle.FetchFailedException: Block x fetch failed after 10 retries"
                    + " due to Netty OOM"),
            "direct-memory",
            CERTAIN),
        row(
            fetch("org.apache.spark.shuffle.FetchFailedException: Connection reset by peer")
                .after("7"),
            "fetch-failed",
            LIKELY),
        row(
            fetch(
                "MetadataFetchFailedException: Missing an output location for shuffle 1 partition 2"),
            "fetch-failed",
            POSSIBLE),
        row(
            lost("Command exited with code 1")
                .line(
                    "3",
                    "# There is insufficient memory for the Java"
                        + " Runtime Environment to continue."),
            "native-allocation",
            CERTAIN),
        row(
            lost("Command exited with code 137").exception(OOM, "Java heap space"),
            "heap-oom",
            LIKELY),
        // Neighbours.
        row(failed("java.lang.IllegalStateException", "out of memory slots"), "unknown", POSSIBLE),
        row(failed("java.io.IOException", "Out of patience"), "unknown", POSSIBLE),
        row(failed(SPARK_OOM, "something new"), "unknown", POSSIBLE));
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("tasks")
  void tells(IncidentBuilder incident, String cause, Confidence confidence) {
    Finding top = incident.top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo(cause + " " + confidence);
    assertThat(top.sentence()).isNotBlank().doesNotContain("\n", "null", "%s");
  }

  @Test
  void takesTheLimitOfDirectMemoryFromTheJvm() {
    Finding top =
        failed(
                OOM,
                "Cannot reserve 4194304 bytes of direct buffer memory (allocated: 264257536, limit:"
                    + " 268435456)")
            .top();
    assertThat(top.sentence())
        .isEqualTo(
            "The direct memory of executor 3 was full: 252 of 256 MiB were in use and 4 MiB more were"
                + " wanted.");
    assertThat(top.settings().get(0).line())
        .isEqualTo("spark.executor.extraJavaOptions -XX:MaxDirectMemorySize=448m");
  }

  private static IncidentBuilder fetch(String message) {
    return incident()
        .kind(Incident.Kind.TASKS_FAILED)
        .failure(Outcome.FETCH_FAILED, "", message, "", null);
  }

  private static Arguments row(IncidentBuilder incident, String id, Confidence confidence) {
    return Arguments.of(incident, id, confidence);
  }

  /**
   * Texts are cut to 16 KiB before they come here; a kilobyte of odd words must not stop anybody.
   */
  @Test
  void longOddTextsAreReadInTime() {
    String odd = ("a.b.container_1_1_1_1.java.lang." + "9".repeat(40) + "_ %s ").repeat(200);
    IncidentBuilder incident =
        lost(odd).exception(PYTHON, odd, "Traceback (most recent call last)" + odd);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> incident.top());
  }
}
