/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.sparkSize;
import static io.headroom.spark.explain.Amounts.upTo64Mib;

import io.headroom.spark.explain.Amounts;

/**
 * How large the container must be for what is not heap. The new overhead is 1.2 times the largest
 * use beside the heap, less what Spark adds to the container for off-heap and pyspark memory,
 * rounded up to 64 MiB and never below the effective overhead. It is an explicit {@code
 * spark.executor.memoryOverhead}, which replaces the factor; that is why it must not be smaller
 * than what the factor gave.
 */
public final class ContainerSize {
  private static final double MARGIN = 1.2;

  private final InForce inForce;

  public ContainerSize(InForce inForce) {
    this.inForce = inForce;
  }

  /** New overhead in bytes for a largest use beside the heap. */
  public long overheadFor(long besideHeapBytes) {
    long wanted =
        (long) (besideHeapBytes * MARGIN) - inForce.offHeapBytes() - inForce.pysparkBytes();
    return Math.max(inForce.overheadBytes(), upTo64Mib(wanted));
  }

  /**
   * What to do so that it fits.
   *
   * @param besideHeapBytes largest use beside the heap
   * @param limitBytes the container's limit; −1 where unknown
   */
  public Advised advise(long besideHeapBytes, long limitBytes) {
    if (!inForce.sizesContainer()) {
      return byHand(besideHeapBytes, limitBytes);
    }
    long overhead = overheadFor(besideHeapBytes);
    String why =
        String.format(
            "1.2 x %s measured beside the heap; now %s",
            mib(besideHeapBytes), mib(inForce.overheadBytes()));
    String sum =
        String.format(
            "Give the container %s of overhead instead of %s: %s were in use beside the heap. "
                + "The container then is %s heap + %s overhead%s = %s.",
            mib(overhead),
            mib(inForce.overheadBytes()),
            mib(besideHeapBytes),
            mib(inForce.heapBytes()),
            mib(overhead),
            rest(),
            mib(inForce.containerBytes() - inForce.overheadBytes() + overhead));
    return Advised.with(sum, "spark.executor.memoryOverhead", sparkSize(overhead), why);
  }

  /** The same by one half more, where nothing was measured. */
  public Advised adviseUnmeasured() {
    if (!inForce.sizesContainer()) {
      return Advised.only(
          "Give the cgroup in which executors run more memory, or run fewer tasks at once in it; how"
              + " much is needed is known once Headroom has measured it.");
    }
    long overhead = Math.max(inForce.overheadBytes(), upTo64Mib(inForce.overheadBytes() * 3 / 2));
    return Advised.with(
        String.format(
            "Give the container %s of overhead instead of %s, and let Headroom measure what is needed"
                + " beside the heap.",
            mib(overhead), mib(inForce.overheadBytes())),
        "spark.executor.memoryOverhead",
        sparkSize(overhead),
        "1.5 x what is in force; what is needed was not measured");
  }

  private Advised byHand(long besideHeapBytes, long limitBytes) {
    long wanted = upTo64Mib(inForce.heapBytes() + (long) (besideHeapBytes * MARGIN));
    long limit = Math.max(wanted, upTo64Mib(Math.max(0, limitBytes) + 64 * Amounts.MIB));
    return Advised.only(
        String.format(
            "Give the cgroup in which the executor runs at least %s (%s heap + 1.2 x %s beside it)%s:"
                + " this cluster manager does not size it, and spark.executor.memoryOverhead changes"
                + " nothing here.",
            mib(limit),
            mib(inForce.heapBytes()),
            mib(besideHeapBytes),
            limitBytes > 0 ? " instead of " + mib(limitBytes) : ""));
  }

  private String rest() {
    String offHeap =
        inForce.offHeapBytes() > 0 ? " + " + mib(inForce.offHeapBytes()) + " off-heap" : "";
    String python =
        inForce.pysparkBytes() > 0 ? " + " + mib(inForce.pysparkBytes()) + " pyspark" : "";
    return offHeap + python;
  }
}
