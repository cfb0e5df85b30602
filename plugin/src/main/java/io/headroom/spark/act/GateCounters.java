/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.util.concurrent.atomic.AtomicLong;

/** What the gate did since the executor started. Thread-safe. */
public final class GateCounters {
  private final AtomicLong shut = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong timeouts = new AtomicLong();
  private final AtomicLong waitedNanos = new AtomicLong();
  private final AtomicLong longestWaitNanos = new AtomicLong();

  void addShut() {
    shut.incrementAndGet();
  }

  void addHeld() {
    held.incrementAndGet();
  }

  void addTimeout() {
    timeouts.incrementAndGet();
  }

  void addWaited(long nanos) {
    waitedNanos.addAndGet(nanos);
    longestWaitNanos.accumulateAndGet(nanos, Math::max);
  }

  /** Times the gate went from open to shut. */
  public long shut() {
    return shut.get();
  }

  /** Tasks that were held, or in {@code observe} mode would have been. */
  public long held() {
    return held.get();
  }

  /** Tasks let in because they had waited for {@code maxWait}. */
  public long timeouts() {
    return timeouts.get();
  }

  /** Time tasks spent waiting, summed over tasks, nanoseconds. */
  public long waitedNanos() {
    return waitedNanos.get();
  }

  /** The longest single wait, nanoseconds. */
  public long longestWaitNanos() {
    return longestWaitNanos.get();
  }
}
