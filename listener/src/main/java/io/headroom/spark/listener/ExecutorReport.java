/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import java.io.Serializable;
import java.util.List;

/**
 * What one executor (or the driver, of itself) tells of its memory. Immutable; sent over Spark's
 * RPC, so both ends run the same jar.
 *
 * <p>Sizes in bytes, −1 where unknown; ratios and rates {@code NaN} where unknown.
 *
 * @param executorId Spark's executor id, "driver" for the driver
 * @param timeMillis wall clock of the sender, milliseconds since the epoch
 * @param level rung of the ladder: CALM, GIVE_BACK, SOFT, GATE or SHED
 * @param binding what makes the level: LIMIT, HOST or STALL
 * @param notes what does not work on that host and why; sent with the first report only
 */
public record ExecutorReport(
    String executorId,
    String host,
    long timeMillis,
    String level,
    String binding,
    Memory memory,
    Tasks tasks,
    Cost cost,
    List<String> notes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ExecutorReport {
    notes = List.copyOf(notes);
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
   * @param stallSome share of the last second in which some task stalled for memory (PSI)
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
      double stallSome,
      long oomKills)
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
