/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.ProcessLook;
import java.util.Comparator;
import java.util.List;

/**
 * What one executor (or the driver) has told of itself lately: its last reports, what others saw of
 * it, and its log's telling lines.
 *
 * <p>Reports are kept for {@link #WINDOW_MILLIS} before the last one and not before now: an
 * executor that falls silent is given up minutes later, and what counts is what it told before.
 */
final class Trace {
  static final int MOST_REPORTS = 30;
  static final long WINDOW_MILLIS = 120_000;
  private static final int MOST_LOOKS = 8;
  private static final int MOST_LINES = 32;

  private final String executorId;
  private String host = "";
  private final Kept<ExecutorReport> reports =
      Kept.last(
          Comparator.comparingLong(ExecutorReport::timeMillis)
              .thenComparing(ExecutorReport::toString));
  private final Kept<ProcessLook> looks =
      Kept.last(
          Comparator.comparingLong(ProcessLook::timeMillis).thenComparing(ProcessLook::toString));
  private final Kept<LogLine> lines =
      Kept.last(Comparator.comparingLong(LogLine::timeMillis).thenComparing(LogLine::text));

  Trace(String executorId) {
    this.executorId = executorId;
  }

  String executorId() {
    return executorId;
  }

  String host() {
    return host;
  }

  void foundAt(String where) {
    if (where != null && !where.isEmpty() && host.isEmpty()) {
      host = where;
    }
  }

  /**
   * @param most how many to keep, at most {@link #MOST_REPORTS}
   * @return whether it is among them
   */
  boolean add(ExecutorReport report, int most) {
    foundAt(report.host());
    boolean kept = reports.add(shared(report), Math.min(most, MOST_REPORTS));
    while (reports.items().get(0).timeMillis() < newestMillis() - WINDOW_MILLIS) {
      reports.dropFirst();
    }
    return kept;
  }

  boolean add(ProcessLook look) {
    foundAt(look.host());
    return looks.add(look, MOST_LOOKS);
  }

  boolean add(LogLine line) {
    return lines.add(line, MOST_LINES);
  }

  List<ExecutorReport> reports() {
    return reports.items();
  }

  /** Those of a span of the reports' own clock. */
  List<ExecutorReport> reports(long fromMillis, long toMillis) {
    return reports.items().stream()
        .filter(report -> report.timeMillis() >= fromMillis && report.timeMillis() <= toMillis)
        .toList();
  }

  List<ProcessLook> looks() {
    return looks.items();
  }

  /** Log lines of a span; those without a time always belong to it. */
  List<LogLine> lines(long fromMillis, long toMillis) {
    return lines.items().stream()
        .filter(
            line ->
                line.timeMillis() <= 0
                    || (line.timeMillis() >= fromMillis && line.timeMillis() <= toMillis))
        .toList();
  }

  /** Time of the last report; 0 where there is none. */
  long newestMillis() {
    return reports.isEmpty() ? 0 : reports.newest().timeMillis();
  }

  /** The process id that it reports; −1 where it reports nothing. */
  long pid() {
    return reports.isEmpty() ? -1 : reports.newest().pid();
  }

  /** Processes killed by the kernel in its container, as it told. */
  long oomKills() {
    return reports.isEmpty() ? 0 : reports.newest().memory().oomKills();
  }

  /**
   * Deserialized reports bring their own copies of the same few strings; with 10 000 executors that
   * is half of what the reports weigh.
   */
  private ExecutorReport shared(ExecutorReport report) {
    if (reports.isEmpty()) {
      return report;
    }
    ExecutorReport before = reports.newest();
    return new ExecutorReport(
        same(before.executorId(), report.executorId()),
        same(before.host(), report.host()),
        report.pid(),
        report.timeMillis(),
        same(before.level(), report.level()),
        same(before.binding(), report.binding()),
        report.memory(),
        report.jvm(),
        report.stalls(),
        report.tasks(),
        report.cost(),
        report.notes());
  }

  private static String same(String before, String now) {
    return before.equals(now) ? before : now;
  }
}
