/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

/**
 * Lets the collector shrink the heap for a while: holds low heap free ratios and, for G1, a
 * periodic collection, and puts back what was there before when closed.
 *
 * <p>The order is a trap: the JVM refuses any step at which MinHeapFreeRatio would be above
 * MaxHeapFreeRatio. So lowering goes minimum first, raising goes maximum first.
 *
 * <p>Thread-safe; closing is idempotent, so that both the one who leased and a shutdown may do it.
 */
final class FlagLease implements AutoCloseable {
  static final String MIN = "MinHeapFreeRatio";
  static final String MAX = "MaxHeapFreeRatio";
  static final String INTERVAL = "G1PeriodicGCInterval";

  /** Free share of the heap, in %, below which it would grow, and above which it is shrunk. */
  private static final long LOW_MIN = 5;

  private static final long LOW_MAX = 15;

  private final VmFlags flags;
  private final long oldMin;
  private final long oldMax;
  private final long oldInterval;
  private boolean periodic;
  private boolean closed;

  /**
   * Lowers the ratios. A ratio that is lower already stays.
   *
   * @throws IllegalArgumentException if the JVM refuses; the flags are then as they were
   */
  FlagLease(VmFlags flags) {
    this.flags = flags;
    this.oldMin = flags.number(MIN).orElseThrow();
    this.oldMax = flags.number(MAX).orElseThrow();
    this.oldInterval = flags.number(INTERVAL).orElse(0);
    try {
      flags.set(MIN, Math.min(oldMin, LOW_MIN));
      flags.set(MAX, Math.min(oldMax, LOW_MAX));
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  /**
   * Has G1 start a concurrent cycle each time {@code millis} have passed without a collection;
   * nothing if the lease is closed.
   */
  synchronized void collectEvery(long millis) {
    if (!closed) {
      periodic = true;
      flags.set(INTERVAL, millis);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // One refusal must not keep the others from being put back.
    RuntimeException first = null;
    if (periodic) {
      first = trySet(INTERVAL, oldInterval, first);
    }
    first = trySet(MAX, oldMax, first);
    first = trySet(MIN, oldMin, first);
    if (first != null) {
      throw first;
    }
  }

  private RuntimeException trySet(String flag, long value, RuntimeException earlier) {
    try {
      flags.set(flag, value);
      return earlier;
    } catch (RuntimeException refused) {
      return earlier == null ? refused : earlier;
    }
  }
}
