/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Confidence.CERTAIN;
import static io.headroom.spark.explain.Confidence.LIKELY;
import static io.headroom.spark.explain.Confidence.POSSIBLE;
import static io.headroom.spark.explain.IncidentBuilder.jobFailed;
import static io.headroom.spark.explain.IncidentBuilder.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.IncidentBuilder;
import io.headroom.spark.explain.Severity;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of executors' ends, as Spark, YARN and Kubernetes write them, and their neighbours. */
class ToldCausesTest {
  static Stream<Arguments> endings() {
    return Stream.of(
        told(
            "Container killed by YARN for exceeding physical memory limits. 1.1 GB of 896 MB physical"
                + " memory used. Consider boosting spark.executor.memoryOverhead.",
            "yarn-physical-memory",
            CERTAIN),
        told(
            "Container killed by YARN for exceeding memory limits. 5.6 GB of 5.5 GB physical memory"
                + " used. Consider boosting spark.yarn.executor.memoryOverhead.",
            "yarn-physical-memory",
            CERTAIN),
        told(
            "Container from a bad node: c_1 on host: h. Exit status: 143. Diagnostics: Container"
                + " [pid=35211,containerID=c_1] is running 123456789B beyond the 'PHYSICAL' memory"
                + " limit. Current usage: 14.9 GB of 14.5 GB physical memory used; 41.3 GB of 72.5 GB"
                + " virtual memory used. Killing container.",
            "yarn-physical-memory",
            CERTAIN),
        told(
            "Container killed by YARN for exceeding virtual memory limits. 12.6 GB of 10.5 GB virtual"
                + " memory used. Consider boosting spark.executor.memoryOverhead or boosting"
                + " yarn.nodemanager.vmem-pmem-ratio or disabling yarn.nodemanager.vmem-check-enabled"
                + " because of YARN-4714.",
            "yarn-virtual-memory",
            CERTAIN),
        told("Container container_e01_1 on host: h1 was preempted.", "preemption", CERTAIN),
        told(
            "Executor for container c exited because of a YARN event (e.g., preemption) and not"
                + " because of an error in the running job.",
            "preemption",
            LIKELY),
        told(marked(-100, "Container released on a *lost* node."), "node-lost", CERTAIN),
        told(marked(-101, "disks failed"), "disk-full", LIKELY),
        told(marked(-105, ""), "killed-by-driver", LIKELY),
        told(marked(-106, ""), "preemption", LIKELY),
        told(badNode(52), "heap-oom", LIKELY),
        told(badNode(143), "terminated", LIKELY),
        told(badNode(134), "native-crash", LIKELY),
        told(badNode(139), "native-crash", CERTAIN),
        told("worker lost: Not receiving heartbeat for 60 seconds", "node-lost", CERTAIN),
        told(
            "The executor with ID 3 (registered at 1 ms) was not found in the cluster at the polling"
                + " time (2 ms) which is after the accepted detect delta time (30000 ms) configured by"
                + " `spark.kubernetes.executor.missingPodDetectDelta`.",
            "node-lost",
            LIKELY),
        told("The executor with id 3 was deleted by a user or the framework.", "deleted", CERTAIN),
        told(
            evicted(
                "The node was low on resource: memory. Threshold quantity: 100Mi, available: 1Mi."),
            "memory-eviction",
            CERTAIN),
        told(
            evicted(
                "The node was low on resource: ephemeral-storage. Container x was using 160Ki,"),
            "disk-eviction",
            CERTAIN),
        told(
            evicted("Usage of EmptyDir volume \"spark-local-dir-1\" exceeds the limit \"10Gi\". "),
            "disk-eviction",
            CERTAIN),
        told(
            evicted(
                "Pod ephemeral local storage usage exceeds the total limit of containers 10Gi. "),
            "disk-eviction",
            CERTAIN),
        told(evicted("The node had condition: [DiskPressure]. "), "disk-eviction", CERTAIN),
        told(evicted("The node had condition: [MemoryPressure]. "), "memory-eviction", CERTAIN),
        told(evicted(""), "memory-eviction", POSSIBLE),
        told(
            pod("137(SIGKILL, possible container OOM)", 137, "OOMKilled"),
            "container-oom-kill",
            CERTAIN),
        told(pod("137(SIGKILL, possible container OOM)", 137, "Error"), "killed-signal", POSSIBLE),
        told(
            pod("1(generic, look at logs to clarify)", 1, "OOMKilled"),
            "container-oom-kill",
            LIKELY),
        told(pod("52(JVM OOM)", 52, "Error"), "heap-oom", LIKELY),
        told(pod("143(unexpected)", 143, "Error"), "terminated", LIKELY),
        told(sidecarKilled(), "native-crash", CERTAIN),
        told("Command exited with code 53", "local-dir", CERTAIN),
        told("Command exited with code 56", "driver-unreachable", CERTAIN),
        told("Executor killed by TaskReaper.", "task-reaper", CERTAIN),
        told("Stale executor after cluster manager re-registered.", "stale-executor", CERTAIN),
        told("Command exited with code 50", "uncaught-exception", LIKELY),
        told("Command exited with code 3", "heap-oom", POSSIBLE),
        told("Command exited with code 143", "terminated", LIKELY),
        told("Worker shutting down", "terminated", CERTAIN),
        told("Executor Process Lost", "vanished", POSSIBLE),
        told("Unable to create executor due to Unable to register", "startup-failure", CERTAIN),
        told(
            "Error running executor: java.lang.IllegalStateException: Cannot find any build"
                + " directories.",
            "startup-failure",
            CERTAIN),
        told("Finished decommissioning", "decommission", CERTAIN),
        told("Executor decommission: spark scale down", "decommission", LIKELY),
        told("Executor killed by driver.", "killed-by-driver", LIKELY),
        told("Runner thread for executor app-1/3 interrupted", "killed-by-driver", LIKELY),
        // Neighbours: words that are near to a cause's and are not it.
        told("Command exited with code 1", "unknown", POSSIBLE),
        told("Command exited with code 137137", "unknown", POSSIBLE),
        told("", "unknown", POSSIBLE),
        told("OOMKilled is what this is not", "unknown", POSSIBLE),
        told(
            "Container marked as failed: c. Exit status: -109. Diagnostics: .",
            "unknown",
            POSSIBLE));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource
  void endings(String text, String cause, Confidence confidence) {
    Finding top = lost(text).on(ClusterManager.YARN).top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo(cause + " " + confidence);
    assertThat(top.sentence()).isNotBlank().doesNotContain("\n", "null", "%s");
  }

  @Test
  void anExecutorThatLostItsDriverSaysSo() {
    Finding top =
        lost("Command exited with code 1")
            .neverRan()
            .line(
                "3",
                "ERROR CoarseGrainedExecutorBackend: Driver 10.0.0.1:4040 disassociated! Shutting down.")
            .top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo("driver-gone CERTAIN");
  }

  @Test
  void whatIsInForceIsNoAdvice() {
    Finding top = lost("worker lost: gone").conf("spark.decommission.enabled", "true").top();
    assertThat(top.settings())
        .extracting(setting -> setting.key())
        .containsExactly("spark.storage.decommission.enabled");
  }

  @Test
  void aFirstExitOfOneIsAFailureToStart() {
    assertThat(lost("Command exited with code 1").neverRan().top().causeId())
        .isEqualTo("startup-failure");
  }

  @Test
  void namesTheDirectMemoryThatKeepsExecutorsFromStarting() {
    Finding top =
        lost("Command exited with code 1")
            .neverRan()
            .conf("spark.executor.extraJavaOptions", "-Dx=y -XX:MaxDirectMemorySize=32m")
            .lostBy("startup-failure", 5)
            .top();
    assertThat(top.sentence()).contains("MaxDirectMemorySize of 32 MiB", "200 MiB", "5 before it");
    assertThat(top.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(top.settings().get(0).line())
        .isEqualTo("spark.executor.extraJavaOptions -Dx=y -XX:MaxDirectMemorySize=256m");
  }

  @Test
  void idleExecutorsAreNoLoss() {
    assertThat(lost("Executor killed by driver.").top().severity()).isEqualTo(Severity.INFO);
    assertThat(lost("Finished decommissioning").top().severity()).isEqualTo(Severity.INFO);
    assertThat(
            lost("Executor killed by driver.")
                .lostTask("Executor killed by driver.")
                .top()
                .severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void aJobThatFailedByItIsCritical() {
    String text = "Command exited with code 137";
    assertThat(lost(text).message("Job aborted due to stage failure: x").top().severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void tellsWhatTooManyExecutorsDiedOf() {
    IncidentBuilder incident =
        jobFailed("Max number of executor failures (3) reached")
            .lostBy("container-oom-kill", 3)
            .lostBy("preemption", 1);
    assertThat(incident.top().causeId()).isEqualTo("too-many-failures");
    assertThat(incident.top().sentence()).contains("3 by container-oom-kill, 1 by preemption");
  }

  @Test
  void readsTheProcessTreeThatYarnDumps() {
    Finding top =
        lost("Container killed by YARN for exceeding physical memory limits. \n"
                + "\t|- 35211 1 35211 35211 (bash) 0 0 115000000 256 /bin/bash -c x\n"
                + "\t|- 35219 35211 35211 35211 (java) 500 30 4000000000 262144 java -Xmx1g\n"
                + "\t|- 35300 35219 35211 35211 (python3) 5 3 400000000 131072 python3 -m"
                + " pyspark.daemon\n")
            .top();
    assertThat(top.evidence())
        .contains(
            "YARN's process tree: Java 1024 MiB, 1 Python processes 512 MiB, others 1 MiB resident");
  }

  private static Arguments told(String text, String id, Confidence confidence) {
    return Arguments.of(text, id, confidence);
  }

  private static String marked(int status, String diagnostics) {
    return "Container marked as failed: c_1 on host: h. Exit status: "
        + status
        + ". Diagnostics: "
        + diagnostics;
  }

  private static String badNode(int status) {
    return "Container from a bad node: c_1 on host: h. Exit status: " + status + ". Diagnostics: x";
  }

  private static String evicted(String message) {
    return "\nThe executor with id 3 exited with exit code -1(unexpected).\n"
        + "The API gave the following brief reason: Evicted\n"
        + "The API gave the following message: "
        + message
        + "\nThe API gave the following container statuses:\n\n\n      ";
  }

  private static String pod(String code, int exit, String reason) {
    return "\nThe executor with id 3 exited with exit code "
        + code
        + ".\n\n\n\nThe API gave the following container statuses:\n\n\n"
        + container("spark-kubernetes-executor", exit, reason);
  }

  /** Spark 3.5 takes the code of any container; here the executor's own crashed by itself. */
  private static String sidecarKilled() {
    return "\nThe executor with id 3 exited with exit code 139(SIGSEGV: that's unexpected).\n\n\n\n"
        + "The API gave the following container statuses:\n\n\n"
        + container("log-shipper", 137, "OOMKilled")
        + "\n"
        + container("spark-kubernetes-executor", 139, "Error");
  }

  private static String container(String name, int exit, String reason) {
    return "\t container name: "
        + name
        + "\n\t container image: repo/spark:4.1.0\n\t container state: terminated\n"
        + "\t container started at: 2026-11-20T10:00:00Z\n"
        + "\t container finished at: 2026-11-20T10:07:12Z\n\t exit code: "
        + exit
        + "\n\t termination reason: "
        + reason
        + "\n      ";
  }
}
