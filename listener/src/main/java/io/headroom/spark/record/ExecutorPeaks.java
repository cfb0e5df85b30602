/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.util.Map;

/**
 * The largest of Spark's own ExecutorMetrics for one executor and stage.
 *
 * @param metrics by Spark's names, such as {@code ProcessTreeJVMRSSMemory}; bytes and milliseconds
 */
public record ExecutorPeaks(
    String executorId, int stageId, int stageAttempt, Map<String, Long> metrics) {
  public ExecutorPeaks {
    metrics = Map.copyOf(metrics);
  }

  /** A metric's value, or 0 where Spark did not measure it. */
  public long get(String name) {
    return metrics.getOrDefault(name, 0L);
  }
}
