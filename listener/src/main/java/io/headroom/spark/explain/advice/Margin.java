/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

/** What is added to a measured peak, and why so much. */
final class Margin {
  /**
   * On top of a peak by Headroom. Allocations of 130 to 465 MiB/s were measured before kills, and
   * samples are 25 ms apart under pressure, so some 12 MiB may go unseen: that is no reason for
   * more. The rest is for the next run's data, which is never quite this run's.
   */
  static final double SHARE = 1.15;

  /**
   * For what does not grow with the peak: thread stacks, malloc arenas, the collector's tables. It
   * keeps small containers from being cut to the bone.
   */
  static final long FLAT = 64 * Mebibytes.MIB;

  /**
   * On top of a peak by Spark's own metrics: they are taken at heartbeats, 10 s apart, and a kill
   * comes within 4 s of 80 % of the limit.
   */
  static final double SHARE_AT_HEARTBEATS = 1.5;

  /**
   * Growth of what was too small while it is not known what would have been enough: the peak ends
   * at the limit. Two such steps are more than twice the first size, and what turns out to be too
   * much is told as over-provisioned afterwards.
   */
  static final double AFTER_LOSS = 1.5;

  /** Free heap after a collection for each byte that lives: collections stay rare. */
  static final double HEAP_PER_LIVE = 2.0;

  /** Heap that Spark keeps for itself (RESERVED_SYSTEM_MEMORY_BYTES). */
  static final long SPARK_RESERVED = 300 * Mebibytes.MIB;

  /** Spark refuses executors with less than 1.5 times what it reserves: 450 MiB. */
  static final long LEAST_HEAP = 512 * Mebibytes.MIB;

  private Margin() {}

  /** A peak with its margin, rounded up; −1 stays −1. */
  static long over(Peak peak) {
    double share = peak.source() == Peak.Source.HEADROOM ? SHARE : SHARE_AT_HEARTBEATS;
    return peak.measured() ? over(peak.max(), share) : -1;
  }

  /** Bytes measured by Headroom, with their margin. */
  static long over(long bytes) {
    return over(bytes, SHARE);
  }

  private static long over(long bytes, double share) {
    return Mebibytes.roundUp((long) (bytes * share) + FLAT);
  }
}
