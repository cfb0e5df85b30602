/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.mibNumber;

import io.headroom.spark.record.ExecutorReport;
import java.util.Optional;

/**
 * Who held the memory of a container by its last report. Bytes, none below 0.
 *
 * @param hard charged and not droppable
 * @param limit −1 where unknown
 * @param heap touched pages of the Java heap: the largest use seen
 * @param python resident memory of Python workers
 * @param tmpfs files in memory
 * @param other what remains: direct and other native memory, metaspace, code, stacks, kernel memory
 */
record Held(long hard, long limit, long heap, long python, long tmpfs, long other) {
  /** At the end; empty where nothing was measured. */
  static Optional<Held> of(LastReports reports) {
    return reports.last().flatMap(last -> of(reports, last.memory(), reports.hardBytes()));
  }

  /** When most was held, for a process whose end made room for the others. */
  static Optional<Held> ofFullest(LastReports reports) {
    return reports
        .fullest()
        .flatMap(fullest -> of(reports, fullest.memory(), fullest.memory().hardBytes()));
  }

  private static Optional<Held> of(LastReports reports, ExecutorReport.Memory memory, long hard) {
    if (hard <= 0) {
      return Optional.empty();
    }
    long heap = Math.min(hard, Math.max(0, reports.touchedHeapBytes()));
    long python = Math.max(0, memory.pythonBytes());
    long tmpfs = Math.max(0, memory.shmemBytes());
    long other = Math.max(0, hard - heap - python - tmpfs);
    return Optional.of(new Held(hard, memory.limitBytes(), heap, python, tmpfs, other));
  }

  /** "893 of 896 MiB were charged, of which heap 410, Python 0, tmpfs 0, other native 483 MiB". */
  String sentence() {
    return String.format(
        "%s%s were charged, of which heap %s, Python %s, tmpfs %s, other native %s",
        limit > 0 ? mibNumber(hard) + " of " : "",
        limit > 0 ? mib(limit) : mib(hard),
        mibNumber(heap),
        mibNumber(python),
        mibNumber(tmpfs),
        mib(other));
  }

  /**
   * Use beside the heap at a kill: at the limit all that is not heap was something else, even if
   * the last report was too early to see it.
   */
  long besideHeapAtLimit() {
    return Math.max(hard, limit) - heap;
  }

  /** Whether a part is a quarter or more of what is not heap. */
  boolean muchOf(long part) {
    return part > 0 && part * 4 >= hard - heap;
  }
}
