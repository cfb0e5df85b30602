/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

/**
 * The figures read on every tick. One instance is filled again and again, so that a sample costs no
 * allocation; it belongs to the sampling thread, and who keeps a figure copies it.
 *
 * <p>All sizes in bytes; {@link Reading#UNKNOWN} where a figure cannot be read.
 */
public final class FastSample {
  /** When the sample was taken, by {@link System#nanoTime()}. */
  public long nanoTime;

  /** What is charged and cannot be dropped: anon + shmem + unreclaimable kernel memory. */
  public long hardBytes = Reading.UNKNOWN;

  /** The smallest limit over the own cgroup and all its ancestors, and the host's memory. */
  public long limitBytes = Reading.UNKNOWN;

  /** All that is charged, page cache included. Shown, never judged. */
  public long usageBytes = Reading.UNKNOWN;

  /** Tasks killed by the OOM killer in this cgroup since it was made. */
  public long oomKills = Reading.UNKNOWN;

  /** Times the cgroup was throttled over {@code memory.high} (v2 only). */
  public long highEvents = Reading.UNKNOWN;

  /** Times usage was about to go over {@code memory.max} (v2), or {@code failcnt} (v1). */
  public long maxEvents = Reading.UNKNOWN;

  /**
   * Heap in use by {@link Runtime}'s own counters (total less free), which cost nothing to read.
   * With it the judge can tell a heap that is touched for the first time, and stops at its maximum,
   * from memory that may grow without end; without it all growth is taken for the latter.
   */
  public long heapUsedBytes = Reading.UNKNOWN;
}
