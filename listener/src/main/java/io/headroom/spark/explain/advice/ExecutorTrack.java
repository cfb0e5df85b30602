/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.ExecutorReport;

/**
 * What must be remembered of one executor from report to report: how much of its heap was touched,
 * and how its tasks fared under the cap in force.
 */
final class ExecutorTrack {
  /** A heap committed to this share of its maximum is taken to be committed from the start. */
  private static final double COMMITTED_FROM_START = 0.95;

  /** Reports after which the largest heap use seen stands for the heap that was touched. */
  private static final int REPORTS_TO_KNOW_TOUCHED = 10;

  private int reports;
  private long mostUsedHeap;
  private long leastBeside = Long.MAX_VALUE;
  private long leastBesideIdle = Long.MAX_VALUE;

  private int cap = -1;
  private long shed;
  private int mostRunning;
  private long peakBesideAtCap;
  private int endedWellAtCap;
  private int slots;

  /**
   * Bytes that are charged and are not heap.
   *
   * <p>Committed heap is charged only once it is touched. Where the heap grows by need, what is
   * committed has been touched, or will be soon. Where it is all committed from the start (Xms =
   * Xmx), the most that was ever used is the better figure, once enough was seen.
   *
   * @return −1 where not known
   */
  long besideHeap(ExecutorReport.Memory memory) {
    reports++;
    mostUsedHeap = Math.max(mostUsedHeap, memory.heapUsedBytes());
    if (memory.hardBytes() < 0 || memory.heapCommittedBytes() < 0) {
      return -1;
    }
    long touched =
        !growsByNeed(memory) && reports >= REPORTS_TO_KNOW_TOUCHED
            ? Math.min(memory.heapCommittedBytes(), mostUsedHeap)
            : memory.heapCommittedBytes();
    return Math.max(0, memory.hardBytes() - touched);
  }

  /** Whether less of the heap is committed than there may be; false where that is not known. */
  static boolean growsByNeed(ExecutorReport.Memory memory) {
    return memory.heapCommittedBytes() >= 0
        && memory.heapCommittedBytes() < COMMITTED_FROM_START * memory.heapMaxBytes();
  }

  /** Notes how many tasks ran with how much beside the heap. */
  void tasks(ExecutorReport.Tasks tasks, long besideHeap) {
    if (besideHeap < 0) {
      return;
    }
    leastBeside = Math.min(leastBeside, besideHeap);
    if (tasks.running() == 0) {
      leastBesideIdle = Math.min(leastBesideIdle, besideHeap);
    }
    slots = tasks.slots();
    if (tasks.cap() != cap || tasks.shed() != shed) {
      cap = tasks.cap();
      shed = tasks.shed();
      mostRunning = 0;
      peakBesideAtCap = 0;
      endedWellAtCap = 0;
    }
    mostRunning = Math.max(mostRunning, tasks.running());
    peakBesideAtCap = Math.max(peakBesideAtCap, besideHeap);
  }

  void taskEndedWell() {
    endedWellAtCap++;
  }

  /** Null until as many tasks as the cap ran at once and ended well with none shed. */
  FullLoad fullLoad() {
    int tasks = Math.min(cap, slots);
    if (tasks < 1 || mostRunning < tasks || endedWellAtCap < tasks) {
      return null;
    }
    long base = leastBesideIdle == Long.MAX_VALUE ? leastBeside : leastBesideIdle;
    return new FullLoad(tasks, slots, Math.min(base, peakBesideAtCap), peakBesideAtCap);
  }
}
