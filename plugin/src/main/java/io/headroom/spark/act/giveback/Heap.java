/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The heap of this JVM by its beans. Stateless, thread-safe. */
final class Heap {
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();

  private Heap() {}

  /** Heap the JVM holds, free or not, bytes. */
  static long committedBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  /** Heap taken by objects, dead ones included, bytes. */
  static long usedBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Milliseconds that collections took since the JVM started, as its beans count them: pauses for
   * the stop-the-world collectors. Beans that count the length of concurrent cycles are left out.
   */
  static long pauseMillis() {
    long sum = 0;
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      String name = collector.getName();
      if (!name.endsWith("Cycles") && !name.contains("Concurrent")) {
        sum += Math.max(0, collector.getCollectionTime());
      }
    }
    return sum;
  }

  static List<GarbageCollectorMXBean> collectors() {
    return COLLECTORS;
  }
}
