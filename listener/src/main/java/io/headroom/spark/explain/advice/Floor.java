/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Arrays;

/**
 * The floor of a figure that goes up and down: the least of each window of time, in a fixed number
 * of windows that become longer as time goes on. About 1.5 KiB.
 *
 * <p>Two neighbours are joined when all windows are taken, so a window is always between a 32nd and
 * a 64th of the whole time, and longer than the teeth of any saw that has many.
 */
final class Floor {
  static final int MOST_WINDOWS = 64;

  /** Shorter windows would only hold one or two samples. */
  private static final long FIRST_WINDOW_MILLIS = 10_000;

  private final long[] times = new long[MOST_WINDOWS];
  private final long[] values = new long[MOST_WINDOWS];
  private final long[] tasks = new long[MOST_WINDOWS];
  private int windows;
  private long windowMillis = FIRST_WINDOW_MILLIS;
  private long start = Long.MIN_VALUE;

  /**
   * Takes a value; one older than the last window is put into that.
   *
   * @param tasksEnded on that executor so far
   */
  void add(long millis, long value, long tasksEnded) {
    if (start == Long.MIN_VALUE) {
      start = millis;
    }
    long index = (millis - start) / windowMillis;
    boolean newer = windows == 0 || index > (times[windows - 1] - start) / windowMillis;
    if (!newer) {
      if (value < values[windows - 1]) {
        put(windows - 1, times[windows - 1], value, tasksEnded);
      }
      return;
    }
    if (windows == MOST_WINDOWS) {
      join();
    }
    put(windows++, millis, value, tasksEnded);
  }

  private void put(int at, long millis, long value, long tasksEnded) {
    times[at] = millis;
    values[at] = value;
    tasks[at] = tasksEnded;
  }

  private void join() {
    // Gaps leave windows out, so that one doubling may not join any.
    while (windows == MOST_WINDOWS) {
      windowMillis *= 2;
      int kept = 0;
      for (int i = 0; i < windows; i++) {
        boolean same =
            kept > 0
                && (times[i] - start) / windowMillis == (times[kept - 1] - start) / windowMillis;
        if (!same) {
          put(kept++, times[i], values[i], tasks[i]);
        } else if (values[i] < values[kept - 1]) {
          put(kept - 1, times[kept - 1], values[i], tasks[i]);
        }
      }
      windows = kept;
    }
  }

  int windows() {
    return windows;
  }

  /** When each window began to be filled, milliseconds. A copy. */
  long[] times() {
    return Arrays.copyOf(times, windows);
  }

  /** The least of each window. A copy. */
  long[] values() {
    return Arrays.copyOf(values, windows);
  }

  /** Tasks ended at each of them. A copy. */
  long[] tasks() {
    return Arrays.copyOf(tasks, windows);
  }
}
