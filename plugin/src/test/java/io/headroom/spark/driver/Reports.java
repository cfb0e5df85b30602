/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.record.ExecutorReport;
import java.util.List;

/** Reports for tests. */
final class Reports {
  static final ExecutorReport.Memory MEMORY =
      new ExecutorReport.Memory(
          700 << 20,
          896 << 20,
          720 << 20,
          800 << 20,
          0.78,
          0,
          Double.POSITIVE_INFINITY,
          -1,
          -1,
          -1,
          0,
          0,
          0,
          0,
          0,
          -1,
          0);
  private static final ExecutorReport.Jvm JVM =
      new ExecutorReport.Jvm("G1", -1, -1, -1, -1, -1, -1, -1, -1);
  private static final ExecutorReport.Stalls STALLS =
      new ExecutorReport.Stalls(0, 0, 0, 0, 0, 0, 0, 0, true);

  private Reports() {}

  static ExecutorReport of(String executorId, ExecutorReport.Tasks tasks) {
    return at(executorId, tasks, 1_000, "SOFT");
  }

  static ExecutorReport at(
      String executorId, ExecutorReport.Tasks tasks, long timeMillis, String level) {
    return new ExecutorReport(
        executorId,
        "host",
        42,
        timeMillis,
        level,
        "LIMIT",
        MEMORY,
        JVM,
        STALLS,
        tasks,
        new ExecutorReport.Cost(1, 1, 1),
        List.of());
  }
}
