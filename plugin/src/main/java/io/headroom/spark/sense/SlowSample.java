/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.util.List;

/**
 * The figures read at most once a second. Immutable. All sizes in bytes, all times in the unit
 * their name says; {@link Reading#UNKNOWN} ({@code NaN} for ratios and rates) where a figure cannot
 * be read.
 *
 * @param nanoTime when it was taken, by {@link System#nanoTime()}
 */
public record SlowSample(
    long nanoTime,
    CgroupMemory cgroup,
    Swap swap,
    Pressure pressure,
    Host host,
    Cpu cpu,
    Jvm jvm,
    Processes processes) {

  /**
   * What is charged to the cgroup, by kind.
   *
   * @param anonBytes anonymous memory: heap, malloc, stacks
   * @param shmemBytes tmpfs and shared memory; cannot be dropped
   * @param kernelBytes kernel memory that cannot be dropped
   * @param lockedFileBytes file pages locked in memory (locked anonymous pages are in anon)
   * @param pageCacheBytes file pages that can be dropped, dirty ones included
   * @param slabUnreclaimableBytes part of {@code kernelBytes}; v1 does not tell it
   * @param majorFaults since the cgroup was made
   */
  public record CgroupMemory(
      long anonBytes,
      long shmemBytes,
      long kernelBytes,
      long lockedFileBytes,
      long pageCacheBytes,
      long dirtyBytes,
      long writebackBytes,
      long slabReclaimableBytes,
      long slabUnreclaimableBytes,
      long kernelStackBytes,
      long pageTableBytes,
      long socketBytes,
      long majorFaults) {}

  /**
   * Swap of the own cgroup, and the host's swap traffic.
   *
   * @param usedBytes swapped out of this cgroup
   * @param limitBytes what may be swapped at all: smallest over the ancestors and the host's swap
   * @param inBytesPerSecond host-wide rate of pages read back
   * @param outBytesPerSecond host-wide rate of pages written out
   * @param inOutRatio in divided by out; {@code NaN} where nothing was written
   */
  public record Swap(
      long usedBytes,
      long limitBytes,
      double inBytesPerSecond,
      double outBytesPerSecond,
      double inOutRatio) {}

  /**
   * Memory PSI over the time since the sample before, as shares of wall time in [0, 1].
   *
   * @param own true where the figures are the cgroup's own, false where they are the whole host's
   */
  public record Pressure(double some, double full, boolean own) {}

  /**
   * The host beside the cgroup.
   *
   * @param oomKills tasks killed by any OOM killer on this host since boot
   */
  public record Host(
      long totalBytes,
      long availableBytes,
      long swapTotalBytes,
      long swapFreeBytes,
      long oomKills) {}

  /**
   * CPU throttling of the own cgroup.
   *
   * @param throttledShare share of wall time throttled since the sample before; {@code NaN} if
   *     unknown
   */
  public record Cpu(double throttledShare, long throttledPeriods) {}

  /**
   * The JVM by its own beans.
   *
   * @param heapLiveBytes heap used after the last collection; unknown before the first one
   * @param heapTouchedBytes largest heap use seen since the heap last shrank: a lower bound of what
   *     is resident
   * @param processCpuNanos CPU time of this process
   */
  public record Jvm(
      long heapUsedBytes,
      long heapCommittedBytes,
      long heapMaxBytes,
      long heapLiveBytes,
      long heapTouchedBytes,
      long metaspaceBytes,
      long codeCacheBytes,
      long directBytes,
      long mappedBytes,
      int threads,
      long collections,
      long collectionMillis,
      long processCpuNanos) {}

  /**
   * The processes below this JVM.
   *
   * @param nanoTime when the tree was walked; it is walked less often than the rest is read
   * @param python the Python workers, oldest first
   * @param otherBytes resident memory of all other descendants
   */
  public record Processes(long nanoTime, List<PythonWorker> python, long otherBytes) {
    public Processes {
      python = List.copyOf(python);
    }
  }

  /**
   * One Python process below this JVM.
   *
   * @param startTicks clock ticks after boot at which it started; with the pid it names the process
   *     for good
   * @param residentBytes its own anonymous and shared memory; pages shared with the process that
   *     forked it are counted in each
   * @param kind what its command line says it is
   */
  public record PythonWorker(
      long pid, long parentPid, long startTicks, long residentBytes, PythonKind kind) {}

  /** What a Python process is there for. */
  public enum PythonKind {
    /** {@code pyspark.daemon}, which forks the workers and holds no data of its own. */
    DAEMON,
    /** A PySpark worker: a fork of the daemon, or {@code pyspark.worker} started alone. */
    WORKER,
    /** Another Python program that the executor started, by {@code RDD.pipe} for example. */
    OTHER
  }
}
