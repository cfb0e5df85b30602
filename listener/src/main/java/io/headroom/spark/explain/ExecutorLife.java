/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.TaskEnded;

/** One executor's figures over its life: a few numbers, however long it lives. */
final class ExecutorLife {
  private final String executorId;
  private String host = "";
  private int cores;
  private int profileId;
  private long addedMillis;
  private long tasksEnded;
  private long peakHeap = -1;
  private long peakJvmRss = -1;
  private long peakPython = -1;
  private long peakHard = -1;
  private long collectionMillis = -1;

  ExecutorLife(String executorId) {
    this.executorId = executorId;
  }

  int profileId() {
    return profileId;
  }

  void added(ExecutorAdded added) {
    host = added.host();
    cores = added.cores();
    profileId = added.resourceProfileId();
    addedMillis = added.timeMillis();
  }

  void ended(TaskEnded task) {
    tasksEnded++;
    foundAt(task.host());
    if (task.metrics() != null) {
      peakHeap = larger(peakHeap, task.metrics().heapPeakBytes());
    }
  }

  /** Spark tells 0 for what it does not measure. */
  void peaks(ExecutorPeaks peaks) {
    peakHeap = larger(peakHeap, peaks.get("JVMHeapMemory"));
    peakJvmRss = larger(peakJvmRss, peaks.get("ProcessTreeJVMRSSMemory"));
    peakPython = larger(peakPython, peaks.get("ProcessTreePythonRSSMemory"));
    collectionMillis = larger(collectionMillis, peaks.get("TotalGCTime"));
  }

  void report(ExecutorReport report) {
    foundAt(report.host());
    ExecutorReport.Memory memory = report.memory();
    peakHeap = larger(peakHeap, memory.heapUsedBytes());
    peakHard = larger(peakHard, Math.max(memory.hardBytes(), memory.peakHardBytes()));
    // No worker is a measured 0 here, unlike in Spark's own figures.
    peakPython = Math.max(peakPython, memory.pythonBytes());
    collectionMillis = larger(collectionMillis, report.jvm().collectionMillis());
  }

  ExecutorView view(ResourceProfile profile) {
    return new ExecutorView(
        executorId,
        host,
        cores,
        addedMillis,
        tasksEnded,
        profile,
        peakHeap,
        peakJvmRss,
        peakPython,
        peakHard,
        collectionMillis);
  }

  private void foundAt(String where) {
    if (host.isEmpty() && where != null) {
      host = where;
    }
  }

  private static long larger(long before, long now) {
    return now > 0 ? Math.max(before, now) : before;
  }
}
