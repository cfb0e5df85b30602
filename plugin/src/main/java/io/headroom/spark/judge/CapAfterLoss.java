/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

/**
 * With how many tasks at once the replacement of a lost executor starts. Pure.
 *
 * <p>Half of what ran when it died; with eight slots or more a quarter, as Spark gives up on a task
 * after four losses ({@code spark.task.maxFailures}) and 8, 4, 2, 1 would use up three of them. So
 * one task at a time is reached within three losses for up to 127 slots.
 */
public final class CapAfterLoss {
  /** Stands for "nothing learned yet". */
  public static final int NONE = 0;

  private static final int MANY_SLOTS = 8;

  private CapAfterLoss() {}

  /**
   * The learned cap after one more loss by memory or heartbeat.
   *
   * @param slots tasks that Spark runs there at once
   * @param running tasks that ran when it was last heard of; 0 or less where not known, then the
   *     cap stands in
   * @param cap its cap when it was last heard of
   * @param learned what earlier losses taught, or {@link #NONE}
   * @return at least 1, never above what was learned before
   */
  public static int next(int slots, int running, int cap, int learned) {
    int died = running > 0 ? Math.min(running, cap) : cap;
    int next = Math.max(1, died / (slots >= MANY_SLOTS ? 4 : 2));
    return learned > NONE ? Math.min(learned, next) : next;
  }
}
