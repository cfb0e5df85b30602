/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.executor.ExecutorMetrics;

/** Spark's names of its ExecutorMetrics that tell of memory; the same from 3.5 to 4.2. */
final class SparkMetricNames {
  static final String HEAP = "JVMHeapMemory";

  private static final List<String> ALL =
      List.of(
          HEAP,
          "JVMOffHeapMemory",
          "OnHeapExecutionMemory",
          "OffHeapExecutionMemory",
          "OnHeapStorageMemory",
          "OffHeapStorageMemory",
          "OnHeapUnifiedMemory",
          "OffHeapUnifiedMemory",
          "DirectPoolMemory",
          "MappedPoolMemory",
          "ProcessTreeJVMVMemory",
          "ProcessTreeJVMRSSMemory",
          "ProcessTreePythonVMemory",
          "ProcessTreePythonRSSMemory",
          "ProcessTreeOtherVMemory",
          "ProcessTreeOtherRSSMemory",
          "MinorGCCount",
          "MinorGCTime",
          "MajorGCCount",
          "MajorGCTime",
          "TotalGCTime");

  private SparkMetricNames() {}

  /** What Spark measured; what it did not is 0 there and absent here. */
  static Map<String, Long> values(ExecutorMetrics metrics) {
    Map<String, Long> values = new HashMap<>();
    for (String name : ALL) {
      long value = metrics.getMetricValue(name);
      if (value > 0) {
        values.put(name, value);
      }
    }
    return values;
  }
}
