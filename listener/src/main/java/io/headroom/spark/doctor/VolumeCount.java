/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Metrics;

/** Sums up how much an application did. */
final class VolumeCount implements Facts {
  private long tasks;
  private long failedTasks;
  private long failedJobs;
  private long executorsAdded;
  private long executorsRemoved;
  private long input;
  private long shuffleRead;
  private long shuffleWritten;
  private long memorySpilled;
  private long diskSpilled;
  private boolean measured;
  private long lastMillis;

  Volume volume() {
    return new Volume(
        tasks,
        failedTasks,
        failedJobs,
        executorsAdded,
        executorsRemoved,
        input,
        shuffleRead,
        shuffleWritten,
        memorySpilled,
        diskSpilled,
        measured,
        lastMillis);
  }

  /** Time of the latest event so far: the log's own clock. */
  long lastMillis() {
    return lastMillis;
  }

  private void at(long millis) {
    lastMillis = Math.max(lastMillis, millis);
  }

  @Override
  public void executorAdded(ExecutorAdded added) {
    executorsAdded++;
    at(added.timeMillis());
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    executorsRemoved++;
    at(removed.timeMillis());
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    tasks++;
    switch (ended.outcome()) {
      case EXCEPTION, EXECUTOR_LOST, FETCH_FAILED -> failedTasks++;
      default -> {}
    }
    at(ended.timeMillis());
    Metrics metrics = ended.metrics();
    if (metrics != null) {
      input += metrics.inputBytes();
      shuffleRead += metrics.shuffleReadBytes();
      shuffleWritten += metrics.shuffleWriteBytes();
      memorySpilled += metrics.memorySpilledBytes();
      diskSpilled += metrics.diskSpilledBytes();
    }
  }

  @Override
  public void stageEnded(StageEnded ended) {
    at(ended.timeMillis());
  }

  @Override
  public void jobFailed(JobFailed failed) {
    failedJobs++;
    at(failed.timeMillis());
  }

  @Override
  public void report(ExecutorReport report) {
    measured = true;
    at(report.timeMillis());
  }

  @Override
  public void applicationEnded(long timeMillis) {
    at(timeMillis);
  }
}
