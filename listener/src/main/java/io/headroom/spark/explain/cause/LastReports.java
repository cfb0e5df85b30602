/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.ExecutorReport.Stalls;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What the last reports of a process show of its end. Times are the sender's clock against the
 * driver's, so anything below a few seconds is not told apart.
 */
final class LastReports {
  /** Stalls are judged over this time before the last report. */
  private static final long WINDOW_MILLIS = 15_000;

  /** A kill counter that rose in this time before the end belongs to the end. */
  private static final long AT_END_MILLIS = 10_000;

  private final List<ExecutorReport> reports;
  private final long endMillis;

  LastReports(List<ExecutorReport> reports, long endMillis) {
    this.reports = reports;
    this.endMillis = endMillis;
  }

  boolean none() {
    return reports.isEmpty();
  }

  Optional<ExecutorReport> last() {
    return none() ? Optional.empty() : Optional.of(reports.get(reports.size() - 1));
  }

  /**
   * Hard memory over the limit at the end, 0 to 1; the largest of the samples since the report
   * before the last where that was higher. NaN where unknown.
   */
  double share() {
    return last()
        .map(ExecutorReport::memory)
        .filter(memory -> memory.limitBytes() > 0 && memory.hardBytes() >= 0)
        .map(memory -> (double) hardBytes() / memory.limitBytes())
        .orElse(Double.NaN);
  }

  /** The largest share in any report at hand; NaN where unknown. */
  double largestShare() {
    return reports.stream()
        .map(ExecutorReport::memory)
        .filter(memory -> memory.limitBytes() > 0 && memory.hardBytes() >= 0)
        .mapToDouble(memory -> (double) memory.hardBytes() / memory.limitBytes())
        .max()
        .orElse(Double.NaN);
  }

  /** The report with the most hard memory. */
  Optional<ExecutorReport> fullest() {
    return reports.stream().max(Comparator.comparingLong(r -> r.memory().hardBytes()));
  }

  /** Hard memory at the end, as {@link #share} counts it; −1 where unknown. */
  long hardBytes() {
    if (none()) {
      return -1;
    }
    ExecutorReport.Memory last = last().orElseThrow().memory();
    long before = reports.size() < 2 ? last.peakHardBytes() : beforeLast().memory().peakHardBytes();
    return last.peakHardBytes() > before ? last.peakHardBytes() : last.hardBytes();
  }

  /** Pressure by the last report, 0 to 1; NaN where unknown. */
  double pressure() {
    return last().map(report -> report.memory().pressure()).orElse(Double.NaN);
  }

  /** Time to limit by the last report, in seconds; infinite where unknown. */
  double secondsToLimit() {
    return last()
        .map(report -> report.memory().timeToLimitSeconds())
        .filter(seconds -> !Double.isNaN(seconds))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether the kernel killed something in the container right before the end. */
  boolean killCounterRoseAtEnd() {
    return !none()
        && silentMillis() <= AT_END_MILLIS
        && kills(reports.get(reports.size() - 1)) > kills(oldestSince(endMillis - AT_END_MILLIS));
  }

  /** Kills by the kernel in the container that the reports at hand saw happen. */
  long killsSeen() {
    return none() ? 0 : kills(reports.get(reports.size() - 1)) - kills(reports.get(0));
  }

  /** Time from the last report to the end, at least 0. */
  long silentMillis() {
    return none() ? 0 : Math.max(0, endMillis - reports.get(reports.size() - 1).timeMillis());
  }

  /** Longest time between two reports. */
  long longestGapMillis() {
    long longest = 0;
    for (int i = 1; i < reports.size(); i++) {
      longest = Math.max(longest, reports.get(i).timeMillis() - reports.get(i - 1).timeMillis());
    }
    return longest;
  }

  /** Largest value within the window; NaN where none is known. */
  double worst(ToDoubleFunction<Stalls> figure) {
    return window().stream()
        .map(ExecutorReport::stalls)
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(Double.NaN);
  }

  /**
   * A share over the window, each report weighing as much as the time it stands for: a burst
   * between two reports 200 ms apart is no stall.
   */
  double mean(ToDoubleFunction<Stalls> figure) {
    double sum = 0;
    double weights = 0;
    for (int i = reports.size() - window().size(); i < reports.size(); i++) {
      ExecutorReport report = reports.get(i);
      double value = figure.applyAsDouble(report.stalls());
      if (!Double.isNaN(value)) {
        long millis = i == 0 ? 1000 : report.timeMillis() - reports.get(i - 1).timeMillis();
        double weight = Math.max(50, millis);
        sum += value * weight;
        weights += weight;
      }
    }
    return weights == 0 ? Double.NaN : sum / weights;
  }

  /** The largest heap use that was seen, and so was touched; −1 where unknown. */
  long touchedHeapBytes() {
    long used = reports.stream().mapToLong(r -> r.memory().heapUsedBytes()).max().orElse(-1);
    long committed = last().map(r -> r.memory().heapCommittedBytes()).orElse(-1L);
    return committed >= 0 ? Math.min(used, committed) : used;
  }

  /** Largest figure of any report at hand; −1 where unknown. */
  long largest(ToLongFunction<ExecutorReport> figure) {
    return reports.stream().mapToLong(figure).max().orElse(-1);
  }

  List<ExecutorReport> window() {
    if (none()) {
      return List.of();
    }
    long since = reports.get(reports.size() - 1).timeMillis() - WINDOW_MILLIS;
    int first = reports.size() - 1;
    while (first > 0 && reports.get(first - 1).timeMillis() >= since) {
      first--;
    }
    return reports.subList(first, reports.size());
  }

  private ExecutorReport beforeLast() {
    return reports.get(reports.size() - 2);
  }

  /** The one before the time begins, so that a rise within it is seen; else the oldest of all. */
  private ExecutorReport oldestSince(long millis) {
    ExecutorReport found = reports.get(0);
    for (ExecutorReport report : reports) {
      if (report.timeMillis() < millis) {
        found = report;
      }
    }
    return found;
  }

  private static long kills(ExecutorReport report) {
    return Math.max(0, report.memory().oomKills());
  }
}
