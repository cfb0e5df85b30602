/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.judge.Situation;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Collector;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.util.List;

/** Makes a report of a situation. Belongs to the sampling thread. */
public final class ReportBuilder {
  private static final long PID = ProcessHandle.current().pid();
  private static final ExecutorReport.Jvm NO_JVM =
      new ExecutorReport.Jvm("", -1, -1, -1, -1, -1, -1, -1, -1);

  private final String executorId;
  private final String host;
  private final String collector;
  private final TaskFigures tasks;
  private final OwnCost cost;
  private final StallFigures stalls;
  private long built;
  private long peakHardBytes = Reading.UNKNOWN;

  /**
   * For one process.
   *
   * @param collector this JVM's collector, for the reader of the report
   * @param stalls what kept this process from running
   */
  public ReportBuilder(
      String executorId,
      String host,
      Collector collector,
      TaskFigures tasks,
      StallFigures stalls,
      OwnCost cost) {
    this.executorId = executorId;
    this.host = host;
    this.collector = collector.name();
    this.tasks = tasks;
    this.cost = cost;
    this.stalls = stalls;
  }

  /** Numbers reports from 1 on: that of the latest one built. */
  long built() {
    return built;
  }

  /** Notes each sample, so that a peak between two reports is not lost. */
  public void observe(Situation now) {
    peakHardBytes = Math.max(peakHardBytes, now.hardBytes);
  }

  /** The situation as a report; the next one built has the next number. */
  public ExecutorReport build(Situation now, long samples, List<String> notes) {
    built++;
    return new ExecutorReport(
        executorId,
        host,
        PID,
        System.currentTimeMillis(),
        now.level.name(),
        now.binding.name(),
        memory(now),
        jvm(now.slow),
        stalls.now(now.nanoTime, now.slow, built),
        tasks.now(),
        new ExecutorReport.Cost(samples, cost.nanos(), processCpuNanos(now.slow)),
        notes);
  }

  private static long processCpuNanos(SlowSample slow) {
    return slow == null ? Reading.UNKNOWN : slow.jvm().processCpuNanos();
  }

  private ExecutorReport.Memory memory(Situation now) {
    SlowSample slow = now.slow;
    boolean none = slow == null;
    return new ExecutorReport.Memory(
        now.hardBytes,
        now.limitBytes,
        peakHardBytes,
        now.usageBytes,
        now.pressure,
        now.slopeBytesPerSecond,
        now.timeToLimitSeconds,
        none ? Reading.UNKNOWN : slow.jvm().heapUsedBytes(),
        none ? Reading.UNKNOWN : slow.jvm().heapCommittedBytes(),
        none ? Reading.UNKNOWN : slow.jvm().heapMaxBytes(),
        now.heapSlackBytes,
        none ? Reading.UNKNOWN : slow.cgroup().shmemBytes(),
        none ? Reading.UNKNOWN : slow.cgroup().pageCacheBytes(),
        none ? Reading.UNKNOWN : slow.swap().usedBytes(),
        none
            ? Reading.UNKNOWN
            : slow.processes().python().stream()
                .mapToLong(SlowSample.PythonWorker::residentBytes)
                .filter(Reading::known)
                .sum(),
        none ? Reading.UNKNOWN : slow.host().availableBytes(),
        now.oomKills);
  }

  private ExecutorReport.Jvm jvm(SlowSample slow) {
    if (slow == null) {
      return NO_JVM;
    }
    SlowSample.Jvm jvm = slow.jvm();
    return new ExecutorReport.Jvm(
        collector,
        jvm.heapLiveBytes(),
        jvm.metaspaceBytes(),
        jvm.codeCacheBytes(),
        jvm.directBytes(),
        jvm.mappedBytes(),
        jvm.threads(),
        jvm.collections(),
        jvm.collectionMillis());
  }
}
