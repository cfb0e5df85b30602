/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.judge.Situation;
import io.headroom.spark.listener.ExecutorReport;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.util.List;

/** Makes a report of a situation. Belongs to the sampling thread. */
public final class ReportBuilder {
  private final String executorId;
  private final String host;
  private final TaskFigures tasks;
  private final OwnCost cost;
  private long peakHardBytes = Reading.UNKNOWN;

  public ReportBuilder(String executorId, String host, TaskFigures tasks, OwnCost cost) {
    this.executorId = executorId;
    this.host = host;
    this.tasks = tasks;
    this.cost = cost;
  }

  /** Notes each sample, so that a peak between two reports is not lost. */
  public void observe(Situation now) {
    peakHardBytes = Math.max(peakHardBytes, now.hardBytes);
  }

  public ExecutorReport build(Situation now, long samples, List<String> notes) {
    return new ExecutorReport(
        executorId,
        host,
        System.currentTimeMillis(),
        now.level.name(),
        now.binding.name(),
        memory(now),
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
        none ? Double.NaN : slow.pressure().some(),
        now.oomKills);
  }
}
