/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import java.util.Arrays;

/**
 * For how much of the last while a process could not run: the sum of its hiccups over a window.
 * Many short ones (CPU quota) add up as one long one (a stop) does. Kept in a fixed number of
 * slices, so a hiccup leaves the window up to one slice late. Allocates nothing. Not thread-safe.
 */
public final class HiccupWindow {
  private static final int SLICES = 24;

  private final long sliceNanos;
  private final long[] sums = new long[SLICES];
  private final long[] sliceNumbers = new long[SLICES];

  /**
   * Over the given window.
   *
   * @param windowNanos more than 0
   */
  public HiccupWindow(long windowNanos) {
    sliceNanos = Math.max(1, windowNanos / SLICES);
    Arrays.fill(sliceNumbers, Long.MIN_VALUE);
  }

  /**
   * Takes a hiccup that ended now. One that began before the window counts for the part within it.
   *
   * @param nanoTime now; never falls
   */
  public void add(long nanoTime, long hiccupNanos) {
    long left = Math.min(Math.max(0, hiccupNanos), sliceNanos * SLICES);
    long end = nanoTime;
    while (left > 0) {
      long slice = Math.floorDiv(end, sliceNanos);
      long part = Math.min(left, end - slice * sliceNanos);
      if (part == 0) {
        slice--;
        part = Math.min(left, sliceNanos);
      }
      put(slice, part);
      left -= part;
      end -= part;
    }
  }

  private void put(long slice, long nanos) {
    int place = (int) Math.floorMod(slice, (long) SLICES);
    if (sliceNumbers[place] != slice) {
      if (sliceNumbers[place] > slice) {
        return; // Too old already.
      }
      sliceNumbers[place] = slice;
      sums[place] = 0;
    }
    sums[place] += nanos;
  }

  /** What the hiccups of the window ending now add up to, nanoseconds. */
  public long sumNanos(long nanoTime) {
    long latest = Math.floorDiv(nanoTime, sliceNanos);
    long sum = 0;
    for (int i = 0; i < SLICES; i++) {
      if (sliceNumbers[i] > latest - SLICES && sliceNumbers[i] <= latest) {
        sum += sums[i];
      }
    }
    return sum;
  }
}
