/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

/** A way to end a task attempt so that Spark retries it without counting a failure. */
public interface TaskKiller {

  /**
   * Asks for the end of a task attempt; the end itself comes later, if the task heeds interrupts.
   *
   * @return false if this way does not work, so that another may be tried
   */
  boolean kill(long attemptId, String reason);

  /** Does once what would otherwise delay the first kill. Called when the first task starts. */
  default void prepare() {}

  /** In the log: "locally", "by the driver". */
  String how();
}
