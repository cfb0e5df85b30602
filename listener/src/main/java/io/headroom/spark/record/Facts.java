/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * Takes what happened in one application, in the order in which it was told. Heard live on the
 * driver or read from an event log, the facts are the same; a fact that one Spark version does not
 * tell simply never comes.
 *
 * <p>Called on one thread at a time. Implementations keep no more than they need: an application
 * may run for weeks.
 */
public interface Facts {
  /** The application began, or the log names it. */
  default void application(Application application) {}

  /** The configuration in force; may come again with more. */
  default void environment(Environment environment) {}

  /** What one kind of executor is given. Profile 0 is the default one. */
  default void resourceProfile(ResourceProfile profile) {}

  default void executorAdded(ExecutorAdded added) {}

  /**
   * May come twice for one executor, with different reasons: neither is more true for being first.
   */
  default void executorRemoved(ExecutorRemoved removed) {}

  default void taskEnded(TaskEnded ended) {}

  default void stageEnded(StageEnded ended) {}

  default void jobFailed(JobFailed failed) {}

  /** What Spark itself measured of an executor's memory; comes at the end of a stage, if at all. */
  default void executorPeaks(ExecutorPeaks peaks) {}

  /** What Headroom measured on an executor or the driver. */
  default void report(ExecutorReport report) {}

  /** A line of a kernel log, told by whoever could read it. */
  default void kernelKill(KernelKill kill) {}

  /** What somebody on the same host saw of a process that had fallen silent. */
  default void processLook(ProcessLook look) {}

  /** What Headroom did. */
  default void action(ActionTaken action) {}

  /** What Headroom cannot do or see there, and why. */
  default void note(CapabilityNote note) {}

  /** How long a streaming query's batch took, and what it read. */
  default void streamingProgress(StreamingProgress progress) {}

  /** A line of a driver's or executor's log that tells a cause which no event does. */
  default void logLine(LogLine line) {}

  /**
   * The application ended.
   *
   * @param timeMillis since the epoch
   */
  default void applicationEnded(long timeMillis) {}
}
