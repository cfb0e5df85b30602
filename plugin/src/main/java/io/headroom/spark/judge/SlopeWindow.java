/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

/**
 * How fast a figure grows, from the samples of the last 350 ms. Allocates nothing after it was
 * made. Not thread-safe: it belongs to the sampling thread.
 *
 * <p>Two slopes are taken and the steeper one counts:
 *
 * <ul>
 *   <li>over the <b>whole window</b>: newest less oldest. Steady and hard to deceive, but the calm
 *       time before a burst thins it: 75 ms into a growth of 670 MiB/s it says 140.
 *   <li>over the <b>last 60 ms or more</b> (three samples at 25 ms), its largest step left out. It
 *       sees that burst in full after 75 ms. Leaving one step out is what keeps a single odd step,
 *       however high, from being read as a slope; steady growth reads the same with and without it.
 * </ul>
 *
 * <p>Both compare two readings that were really taken, never a low point with a later high one: a
 * fall followed by growth is growth by what came after the fall, seen by the short slope at once
 * and by the long one when the fall has left the window.
 */
final class SlopeWindow {
  /** How far back the long slope looks. */
  static final long WINDOW_NANOS = 350_000_000L;

  /** No slope is known before the samples span this. */
  static final long SHORT_NANOS = 60_000_000L;

  /** After a pause as long as this between two samples the window starts afresh. */
  static final long MAX_GAP_NANOS = 1_000_000_000L;

  /** Enough for one sample each 6 ms; with more the window is shorter. */
  private static final int CAPACITY = 64;

  private static final double NANOS_PER_SECOND = 1e9;

  private final long[] times = new long[CAPACITY];
  private final long[] values = new long[CAPACITY];
  private int oldest;
  private int size;

  /**
   * Takes a sample in. One taken at the same time as the last replaces it; one taken before it, or
   * more than a second after it, starts the window afresh.
   *
   * @param nanoTime when it was taken, by {@link System#nanoTime()}
   * @param bytes the figure
   */
  void add(long nanoTime, long bytes) {
    if (size > 0) {
      long since = nanoTime - times[at(size - 1)];
      if (since == 0) {
        values[at(size - 1)] = bytes;
        return;
      }
      if (since < 0 || since > MAX_GAP_NANOS) {
        size = 0;
      }
    }
    if (size == CAPACITY) {
      dropOldest();
    }
    times[at(size)] = nanoTime;
    values[at(size)] = bytes;
    size++;
    // The youngest sample beyond the window's edge stays, so that the window is always spanned.
    while (size > 2 && nanoTime - times[at(1)] >= WINDOW_NANOS) {
      dropOldest();
    }
  }

  /** True once the samples span 60 ms. */
  boolean known() {
    return size >= 2 && span(0) >= SHORT_NANOS;
  }

  /** Growth in bytes per second, zero or more; 0 while it is not {@link #known()}. */
  double bytesPerSecond() {
    return known() ? Math.max(0, Math.max(longSlope(), shortSlope())) : 0;
  }

  private double longSlope() {
    return perSecond(values[at(size - 1)] - values[at(0)], span(0));
  }

  private double shortSlope() {
    int base = size - 2;
    while (span(base) < SHORT_NANOS) {
      base--;
    }
    if (size - 1 - base < 2) {
      return 0;
    }
    long largest = Long.MIN_VALUE;
    long largestNanos = 0;
    for (int i = base + 1; i < size; i++) {
      long step = values[at(i)] - values[at(i - 1)];
      if (step > largest) {
        largest = step;
        largestNanos = times[at(i)] - times[at(i - 1)];
      }
    }
    long growth = values[at(size - 1)] - values[at(base)] - largest;
    // A short rest of the span would blow a small step up; half of it is the least to divide by.
    return perSecond(growth, Math.max(span(base) - largestNanos, SHORT_NANOS / 2));
  }

  private static double perSecond(long bytes, long nanos) {
    return bytes * (NANOS_PER_SECOND / nanos);
  }

  private long span(int from) {
    return times[at(size - 1)] - times[at(from)];
  }

  private int at(int index) {
    return (oldest + index) % CAPACITY;
  }

  private void dropOldest() {
    oldest = at(1);
    size--;
  }
}
