/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * A task attempt ended.
 *
 * @param index partition of the stage
 * @param className of the exception, empty where there is none
 * @param description of the exception, or Spark's words: loss reason, kill reason, fetch failure
 * @param stackTrace with its causes, cut to what {@link #MOST_STACK_CHARS} hold; may be empty
 * @param causedByApp what Spark believes of a lost executor
 * @param fetchedFrom for {@link Outcome#FETCH_FAILED}: the executor whose blocks could not be read
 * @param metrics null where Spark has none, as for a lost executor
 */
public record TaskEnded(
    long timeMillis,
    int stageId,
    int stageAttempt,
    long taskId,
    int index,
    int attempt,
    String executorId,
    String host,
    Outcome outcome,
    String className,
    String description,
    String stackTrace,
    boolean causedByApp,
    String fetchedFrom,
    Metrics metrics) {
  /** Keeps the last {@code Caused by} of deep traces; more is of no use to a diagnosis. */
  public static final int MOST_STACK_CHARS = 16 * 1024;

  /** How it ended, in Spark's words of TaskEndReason. */
  public enum Outcome {
    SUCCESS,
    EXCEPTION,
    EXECUTOR_LOST,
    FETCH_FAILED,
    KILLED,
    OTHER
  }

  /**
   * What the attempt used. Bytes and milliseconds.
   *
   * @param peakExecutionBytes largest execution memory Spark granted it
   * @param heapPeakBytes heap of the executor while the task ran; 0 or less where unknown
   */
  public record Metrics(
      long durationMillis,
      long collectionMillis,
      long memorySpilledBytes,
      long diskSpilledBytes,
      long peakExecutionBytes,
      long inputBytes,
      long shuffleReadBytes,
      long shuffleWriteBytes,
      long resultBytes,
      long heapPeakBytes) {}
}
