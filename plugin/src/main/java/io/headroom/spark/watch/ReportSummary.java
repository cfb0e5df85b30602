/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.record.ExecutorReport;
import java.util.Locale;

/** What a process came to, in one line for the log. */
public final class ReportSummary {
  private ReportSummary() {}

  /** Peak, what was done, and what Headroom itself cost. */
  public static String of(ExecutorReport report) {
    ExecutorReport.Memory memory = report.memory();
    ExecutorReport.Tasks tasks = report.tasks();
    ExecutorReport.Cost cost = report.cost();
    return String.format(
        Locale.ROOT,
        "peak %d of %d MiB hard, %d tasks shed, %d held (longest %.1f s, %d let in by time),"
            + " own CPU %.3f s of %.1f s in %d samples",
        memory.peakHardBytes() >> 20,
        memory.limitBytes() >> 20,
        tasks.shed(),
        tasks.held(),
        tasks.longestWaitNanos() / 1e9,
        tasks.gateTimeouts(),
        cost.ownCpuNanos() / 1e9,
        cost.processCpuNanos() / 1e9,
        cost.samples());
  }
}
