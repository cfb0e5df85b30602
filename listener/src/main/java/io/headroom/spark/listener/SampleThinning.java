/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.record.ExecutorReport;

/**
 * Which of the many reports are recorded: the first one in each slot of time, and slots are the
 * same for all executors. A slot is 10 s for calm executors and 1 s for others, and longer for both
 * as they become many: no more than 100 reports of each kind in a second. Confined to one thread.
 */
final class SampleThinning {
  static final long CALM_MILLIS = 10_000;
  static final long PRESSED_MILLIS = 1_000;
  private static final long MILLIS_EACH = 10;

  private long calmSlot = CALM_MILLIS;
  private long pressedSlot = PRESSED_MILLIS;

  void executors(long count) {
    calmSlot = Math.max(CALM_MILLIS, count * MILLIS_EACH);
  }

  void pressed(long count) {
    pressedSlot = Math.max(PRESSED_MILLIS, count * MILLIS_EACH);
  }

  static boolean pressed(ExecutorReport report) {
    return !report.level().equals("CALM");
  }

  /** Whether a report is the first one in its slot. */
  boolean keeps(ExecutorReport report, long lastKeptMillis) {
    long slot = pressed(report) ? pressedSlot : calmSlot;
    return Math.floorDiv(report.timeMillis(), slot) != Math.floorDiv(lastKeptMillis, slot);
  }
}
