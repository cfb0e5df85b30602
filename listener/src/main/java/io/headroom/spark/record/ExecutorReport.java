/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.io.Serializable;
import java.util.List;

/**
 * What one executor (or the driver, of itself) tells of its memory. Immutable; sent over Spark's
 * RPC, so both ends run the same jar.
 *
 * <p>Sizes in bytes, −1 where unknown; ratios and rates {@code NaN} where unknown.
 *
 * @param executorId Spark's executor id, "driver" for the driver
 * @param pid process id as the sender sees it: in a container it may mean nothing outside
 * @param timeMillis wall clock of the sender, milliseconds since the epoch
 * @param level rung of the ladder: CALM, GIVE_BACK, SOFT, GATE or SHED
 * @param binding what makes the level: LIMIT, HOST or STALL
 * @param notes what does not work on that host and why; sent with the first report only
 */
public record ExecutorReport(
    String executorId,
    String host,
    long pid,
    long timeMillis,
    String level,
    String binding,
    Memory memory,
    Jvm jvm,
    Stalls stalls,
    Tasks tasks,
    Cost cost,
    List<String> notes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ExecutorReport {
    notes = List.copyOf(notes);
  }

  private Object writeReplace() {
    return new ReportForm(this);
  }

  /**
   * Memory of the container.
   *
   * @param hardBytes charged and not droppable
   * @param peakHardBytes largest {@code hardBytes} of any sample so far
   * @param usageBytes all that is charged, page cache included
   * @param pressure what the level is judged by, 0 to 1
   * @param timeToLimitSeconds infinite while memory does not grow
   * @param heapSlackBytes heap that the collector could give back
   * @param pythonBytes resident memory of Python workers
   * @param oomKills processes killed by the kernel in this container while this executor ran
   */
  public record Memory(
      long hardBytes,
      long limitBytes,
      long peakHardBytes,
      long usageBytes,
      double pressure,
      double slopeBytesPerSecond,
      double timeToLimitSeconds,
      long heapUsedBytes,
      long heapCommittedBytes,
      long heapMaxBytes,
      long heapSlackBytes,
      long shmemBytes,
      long pageCacheBytes,
      long swapUsedBytes,
      long pythonBytes,
      long hostAvailableBytes,
      long oomKills)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The JVM by its own beans.
   *
   * @param collector G1, Serial, Parallel, ZGC, Shenandoah or another's own name
   * @param heapLiveBytes heap used after the last collection
   * @param collections since the JVM began
   * @param collectionMillis time in collections since the JVM began
   */
  public record Jvm(
      String collector,
      long heapLiveBytes,
      long metaspaceBytes,
      long codeCacheBytes,
      long directBytes,
      long mappedBytes,
      int threads,
      long collections,
      long collectionMillis)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What kept this process from running since its report before. Shares are of wall time, 0 to 1.
   *
   * @param memorySome some task of the cgroup (or host) waited for memory (PSI)
   * @param memoryFull all of them did
   * @param collectionShare this JVM's collectors were at work
   * @param throttledShare the cgroup was out of CPU quota
   * @param swapInBytesPerSecond read back from swap, host-wide
   * @param swapOutBytesPerSecond written to swap, host-wide
   * @param majorFaultsPerSecond of this cgroup; each one waited for a disk
   * @param longestHiccupMillis longest time by which a wake-up of the sampling thread came late:
   *     what a thread that only wants to run had to wait
   * @param heartbeaterAlive whether Spark's heartbeat thread is there; true where not looked for
   */
  public record Stalls(
      double memorySome,
      double memoryFull,
      double collectionShare,
      double throttledShare,
      double swapInBytesPerSecond,
      double swapOutBytesPerSecond,
      double majorFaultsPerSecond,
      long longestHiccupMillis,
      boolean heartbeaterAlive)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Tasks at the gate.
   *
   * @param running tasks that run and were not asked to end
   * @param waiting tasks held at the gate
   * @param cap how many may run at once
   * @param slots how many Spark would run at once
   * @param shed tasks ended so that the others go on
   * @param held tasks that had to wait
   * @param gateTimeouts tasks let in because they had waited for the longest time allowed
   * @param longestWaitNanos longest single wait
   */
  public record Tasks(
      int running,
      int waiting,
      int cap,
      int slots,
      long shed,
      long held,
      long gateTimeouts,
      long waitedNanos,
      long longestWaitNanos)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What Headroom itself costs there.
   *
   * @param ownCpuNanos CPU time of its threads and callbacks
   * @param processCpuNanos CPU time of the whole process
   */
  public record Cost(long samples, long ownCpuNanos, long processCpuNanos) implements Serializable {
    private static final long serialVersionUID = 1L;
  }
}
