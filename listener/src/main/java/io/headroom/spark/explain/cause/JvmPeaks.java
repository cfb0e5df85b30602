/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.TaskEnded;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The largest figures that were measured of an executor's JVM and of the tasks that failed on it.
 */
final class JvmPeaks {
  private JvmPeaks() {}

  /** Largest heap use seen by anyone; −1 where nobody looked. */
  static long heapBytes(Incident incident) {
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    long byTasks = metrics(incident).mapToLong(TaskEnded.Metrics::heapPeakBytes).max().orElse(-1);
    long byReports = reports.largest(report -> report.memory().heapUsedBytes());
    long peak = Math.max(Math.max(byTasks, byReports), incident.executor().peakHeapBytes());
    return peak > 0 ? peak : -1;
  }

  /** What the failed tasks had spilled to disk. */
  static long spilledBytes(Incident incident) {
    return metrics(incident).mapToLong(TaskEnded.Metrics::diskSpilledBytes).sum();
  }

  /** For evidence: what the largest failed task read, held and spilled; empty where not told. */
  static String tasksLine(Incident incident) {
    long read =
        metrics(incident).mapToLong(m -> m.inputBytes() + m.shuffleReadBytes()).max().orElse(0);
    long held = metrics(incident).mapToLong(TaskEnded.Metrics::peakExecutionBytes).max().orElse(0);
    long spilled =
        metrics(incident).mapToLong(TaskEnded.Metrics::memorySpilledBytes).max().orElse(0);
    return read <= 0 && held <= 0 && spilled <= 0
        ? ""
        : String.format(
            "largest failed task: read %s, held %s of execution memory, spilled %s of it",
            Amounts.mib(read), Amounts.mib(held), Amounts.mib(spilled));
  }

  private static Stream<TaskEnded.Metrics> metrics(Incident incident) {
    return incident.failures().stream().map(TaskEnded::metrics).filter(Objects::nonNull);
  }
}
