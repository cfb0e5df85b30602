/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import java.util.List;

/**
 * Tells from Spark's words whether an executor may have been lost for want of memory: killed by the
 * kernel or the cluster manager, or silent because it swapped. A heap {@code OutOfMemoryError}
 * (exit code 52) counts too: fewer tasks at once share the heap.
 *
 * <p>The texts are those of Spark 3.5 to 4.2 on Standalone, YARN and Kubernetes, found anywhere in
 * the reason, since it reaches us wrapped.
 */
final class MemoryLoss {
  private static final List<String> WORDS =
      List.of(
          // Standalone, YARN ("Exit status: 137") and Kubernetes ("exit code 137(SIGKILL, …")
          "code 137",
          "status: 137",
          "code is 137",
          "OOMKilled",
          "code 52",
          "status: 52",
          // YARN -104 and -103
          "exceeding physical memory limits",
          "exceeding virtual memory limits",
          "Executor heartbeat timed out",
          "Remote RPC client disassociated",
          "low on resource: memory");

  private MemoryLoss() {}

  static boolean suspected(String reason) {
    return reason != null && WORDS.stream().anyMatch(reason::contains);
  }
}
