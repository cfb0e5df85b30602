/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

/** What the gate and the shedding need to know of a task attempt. */
public interface TaskAttempt {

  /** Spark's task attempt id (TID), unique within the application. */
  long attemptId();

  /** The work it does, the same for each retry: stage and partition. */
  WorkId work();

  /** Part of a barrier stage: killing one of these resubmits the whole stage. */
  boolean barrier();

  /** Killed or cancelled already, though its thread may still be running. */
  boolean interrupted();

  /**
   * Names the work of a task attempt.
   *
   * @param stageId Spark's stage id
   * @param partitionId index of the partition within the stage
   */
  record WorkId(int stageId, int partitionId) {}
}
