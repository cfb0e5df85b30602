/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;

/** The JVM by its own beans. Not thread-safe; a bean that fails leaves its figure unknown. */
final class JvmReader {
  /** The beans that are read. */
  record Beans(
      MemoryMXBean memory,
      List<MemoryPoolMXBean> pools,
      List<BufferPoolMXBean> buffers,
      List<GarbageCollectorMXBean> collectors,
      ThreadMXBean threads,
      java.lang.management.OperatingSystemMXBean system) {
    Beans {
      pools = List.copyOf(pools);
      buffers = List.copyOf(buffers);
      collectors = List.copyOf(collectors);
    }

    static Beans ofThisJvm() {
      return new Beans(
          ManagementFactory.getMemoryMXBean(),
          ManagementFactory.getMemoryPoolMXBeans(),
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class),
          ManagementFactory.getGarbageCollectorMXBeans(),
          ManagementFactory.getThreadMXBean(),
          ManagementFactory.getOperatingSystemMXBean());
    }
  }

  /** Where every figure is unknown. */
  static final SlowSample.Jvm UNREADABLE =
      new SlowSample.Jvm(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);

  private final Beans beans;
  private final boolean alwaysPreTouch;
  private long touched;
  private long collectionsSeen;

  JvmReader(Beans beans, VmOptions options) {
    this.beans = beans;
    this.alwaysPreTouch = options.isTrue("AlwaysPreTouch");
  }

  Collector collector() {
    return Collector.of(beans.collectors.stream().map(GarbageCollectorMXBean::getName).toList());
  }

  SlowSample.Jvm read() {
    MemoryUsage heap = beans.memory.getHeapMemoryUsage();
    long collections = collections();
    return new SlowSample.Jvm(
        heap.getUsed(),
        heap.getCommitted(),
        heap.getMax(),
        collections > 0 ? live() : Reading.UNKNOWN,
        touched(heap, collections),
        nonHeap("Metaspace"), // Holds the compressed class space too, which has a pool beside it.
        nonHeap("Code"), // CodeCache, or three CodeHeaps.
        buffers("direct"),
        buffers("mapped"),
        beans.threads.getThreadCount(),
        collections,
        collectionMillis(),
        processCpuNanos());
  }

  /**
   * Heap used after the last collection of each pool. A pool that no collection has covered yet
   * (G1's old generation before the first mixed one) shows 0 there; its present use stands in, for
   * it is an upper bound of what lives. Eden is truly empty after a collection.
   */
  private long live() {
    long live = 0;
    for (MemoryPoolMXBean pool : beans.pools) {
      if (pool.getType() != MemoryType.HEAP) {
        continue;
      }
      MemoryUsage after = pool.getCollectionUsage();
      if (after != null && (after.getUsed() > 0 || pool.getName().contains("Eden"))) {
        live += after.getUsed();
      } else {
        MemoryUsage now = pool.getUsage();
        live += now == null ? 0 : now.getUsed();
      }
    }
    return live;
  }

  /**
   * The largest use of the heap that was seen: at each reading, and by the collectors' own records
   * just before the last collection. It falls when the heap shrinks below it. Peaks that fell
   * between are missed: a lower bound, never more than is committed.
   */
  private long touched(MemoryUsage heap, long collections) {
    if (alwaysPreTouch) {
      return heap.getCommitted();
    }
    touched = Math.max(touched, heap.getUsed());
    if (collections != collectionsSeen) {
      collectionsSeen = collections;
      touched = Math.max(touched, largestUseBeforeLastCollections());
    }
    touched = Math.min(touched, heap.getCommitted());
    return touched;
  }

  private long largestUseBeforeLastCollections() {
    long largest = 0;
    for (GarbageCollectorMXBean bean : beans.collectors) {
      if (bean instanceof com.sun.management.GarbageCollectorMXBean hotspot) {
        GcInfo last = hotspot.getLastGcInfo();
        if (last != null) {
          largest = Math.max(largest, heapUsed(last.getMemoryUsageBeforeGc()));
        }
      }
    }
    return largest;
  }

  private long heapUsed(Map<String, MemoryUsage> byPool) {
    long used = 0;
    for (MemoryPoolMXBean pool : beans.pools) {
      MemoryUsage usage = byPool.get(pool.getName());
      if (pool.getType() == MemoryType.HEAP && usage != null) {
        used += usage.getUsed();
      }
    }
    return used;
  }

  /** What the pools whose names begin so hold; unknown where there is none. */
  private long nonHeap(String prefix) {
    long used = Reading.UNKNOWN;
    for (MemoryPoolMXBean pool : beans.pools) {
      if (pool.getType() == MemoryType.NON_HEAP && pool.getName().startsWith(prefix)) {
        MemoryUsage usage = pool.getUsage();
        used = Math.max(0, used) + (usage == null ? 0 : usage.getUsed());
      }
    }
    return used;
  }

  /** The pool of this very name ("mapped - 'non-volatile memory'" is another). */
  private long buffers(String name) {
    for (BufferPoolMXBean pool : beans.buffers) {
      if (pool.getName().equals(name)) {
        return pool.getMemoryUsed();
      }
    }
    return Reading.UNKNOWN;
  }

  private long collections() {
    long count = 0;
    for (GarbageCollectorMXBean bean : beans.collectors) {
      count += Math.max(0, bean.getCollectionCount());
    }
    return count;
  }

  private long collectionMillis() {
    long millis = 0;
    for (GarbageCollectorMXBean bean : beans.collectors) {
      millis += Math.max(0, bean.getCollectionTime());
    }
    return millis;
  }

  private long processCpuNanos() {
    return beans.system instanceof OperatingSystemMXBean hotspot
        ? hotspot.getProcessCpuTime()
        : Reading.UNKNOWN;
  }
}
