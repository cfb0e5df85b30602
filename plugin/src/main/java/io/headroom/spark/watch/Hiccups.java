/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import java.util.concurrent.TimeUnit;

/**
 * How late the sampling thread was woken. It wants nothing but to run a moment at a known time, so
 * what it waits beyond that is what any thread of this process had to wait: for a safepoint or a
 * collection to end, for a page to come back from swap, for CPU, or for whoever stopped the process
 * to let it go on. The idea is jHiccup's.
 *
 * <p>Lateness is counted from one sample to the next, so that a stop in the middle of a sample
 * counts as one between two. Belongs to the sampling thread, but for {@link #delivered}.
 */
public final class Hiccups {
  /** From here on a hiccup is worth a report of its own. */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private boolean expecting;
  private long expectedNanos;
  private long lastNanos;
  private long worstNanos;
  private long carriedNanos;
  private long carrier;
  private volatile long delivered;

  /** The thread begins to wait and means to be awake at this time, by {@link System#nanoTime}. */
  void expect(long nanoTime) {
    expectedNanos = nanoTime;
    expecting = true;
  }

  /** The thread is awake. */
  void awake(long nanoTime) {
    lastNanos = expecting ? Math.max(0, nanoTime - expectedNanos) : 0;
    worstNanos = Math.max(worstNanos, lastNanos);
  }

  /** By how much the latest sample came late, nanoseconds. */
  public long lastNanos() {
    return lastNanos;
  }

  /** True right after a hiccup that should be told at once. */
  boolean lastWasLong() {
    return lastNanos >= LONG_NANOS;
  }

  /**
   * The longest hiccup since the last report that reached somebody, milliseconds: a report that was
   * dropped on its way hands its hiccup on to the next.
   *
   * @param report a number for the report that tells it, larger than those before
   */
  long longestMillis(long report) {
    if (delivered >= carrier) {
      carriedNanos = 0;
    }
    carriedNanos = Math.max(carriedNanos, worstNanos);
    worstNanos = 0;
    carrier = report;
    return TimeUnit.NANOSECONDS.toMillis(carriedNanos);
  }

  /** That report has been sent. From any thread. */
  void delivered(long report) {
    delivered = report;
  }
}
