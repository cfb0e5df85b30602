/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

/** Rungs of the ladder, calm first. */
public enum Level {
  /** Nothing to do. */
  CALM,
  /** Give back what the process holds without need: heap slack, malloc arenas. */
  GIVE_BACK,
  /** Take less from now on: Python workers paused, finer partitions, smaller batches. */
  SOFT,
  /** Start nothing more: the task gate is shut, what runs goes on. */
  GATE,
  /** End the youngest task, or the kernel ends the executor. */
  SHED;

  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
