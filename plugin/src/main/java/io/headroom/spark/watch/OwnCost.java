/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What Headroom itself costs: CPU time of its own threads, and of its callbacks on Spark's threads.
 * Thread-safe.
 */
public final class OwnCost {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean measurable =
      threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
  private final Map<Long, Long> cpuNanosByThread = new ConcurrentHashMap<>();
  private final LongAdder callbackNanos = new LongAdder();

  /** Counts the calling thread as one of ours; call again now and then to bring it up to date. */
  public void countThisThread() {
    if (measurable) {
      cpuNanosByThread.put(Thread.currentThread().getId(), threads.getCurrentThreadCpuTime());
    }
  }

  /**
   * CPU time of the calling thread so far; the difference of two calls goes to {@link
   * #addCallback}.
   */
  public long threadNanos() {
    return measurable ? threads.getCurrentThreadCpuTime() : 0;
  }

  /** Adds CPU time of a callback on one of Spark's threads. */
  public void addCallback(long nanos) {
    callbackNanos.add(nanos);
  }

  /** Nanoseconds of CPU time so far; −1 where this JVM does not measure threads. */
  public long nanos() {
    if (!measurable) {
      return -1;
    }
    return callbackNanos.sum()
        + cpuNanosByThread.values().stream().mapToLong(Long::longValue).sum();
  }
}
