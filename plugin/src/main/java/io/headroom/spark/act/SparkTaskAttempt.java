/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import org.apache.spark.BarrierTaskContext;
import org.apache.spark.TaskContext;

/** A task attempt as Spark's {@link TaskContext} tells it. Thread-safe. */
public final class SparkTaskAttempt implements TaskAttempt {
  private final TaskContext context;
  private final WorkId work;

  public SparkTaskAttempt(TaskContext context) {
    this.context = context;
    this.work = new WorkId(context.stageId(), context.partitionId());
  }

  @Override
  public long attemptId() {
    return context.taskAttemptId();
  }

  @Override
  public WorkId work() {
    return work;
  }

  @Override
  public boolean barrier() {
    return context instanceof BarrierTaskContext;
  }

  @Override
  public boolean interrupted() {
    return context.isInterrupted();
  }
}
