/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.record.ExecutorReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of the columns of a batch, and the report that it was. What is absent is unknown. */
final class ReportRow {
  private final Map<String, double[]> figures;
  private final int row;

  private ReportRow(Map<String, double[]> figures, int row) {
    this.figures = figures;
    this.row = row;
  }

  /** The figures of every known column, NaN where they are unknown or absent. */
  static Map<String, double[]> figures(Columns columns, int rows) {
    Map<String, double[]> figures = new LinkedHashMap<>();
    for (ReportColumn column : ReportColumn.ALL) {
      long[] codes = columns.get(column.name(), rows);
      double[] values = new double[codes.length];
      for (int i = 0; i < codes.length; i++) {
        values[i] = column.scale().figure(codes[i]);
      }
      figures.put(column.name(), values);
    }
    return figures;
  }

  static ExecutorReport report(
      Map<String, double[]> figures,
      int row,
      Identity who,
      long timeMillis,
      String level,
      String binding,
      List<String> notes) {
    ReportRow r = new ReportRow(figures, row);
    return new ExecutorReport(
        who.executorId(),
        who.host(),
        who.pid(),
        timeMillis,
        level,
        binding,
        r.memory(),
        r.jvm(who.collector()),
        r.stalls(),
        r.tasks(),
        new ExecutorReport.Cost(r.whole("samples"), r.whole("ownCpu"), r.whole("processCpu")),
        notes);
  }

  private ExecutorReport.Memory memory() {
    return new ExecutorReport.Memory(
        whole("hard"),
        whole("limit"),
        whole("peak"),
        whole("usage"),
        figure("pressure"),
        figure("slope"),
        figure("toLimit"),
        whole("heapUsed"),
        whole("heapCommitted"),
        whole("heapMax"),
        whole("heapSlack"),
        whole("shmem"),
        whole("pageCache"),
        whole("swapUsed"),
        whole("python"),
        whole("hostAvailable"),
        whole("oomKills"));
  }

  private ExecutorReport.Jvm jvm(String collector) {
    return new ExecutorReport.Jvm(
        collector,
        whole("heapLive"),
        whole("metaspace"),
        whole("codeCache"),
        whole("direct"),
        whole("mapped"),
        (int) whole("threads"),
        whole("collections"),
        whole("collectionTime"));
  }

  private ExecutorReport.Stalls stalls() {
    return new ExecutorReport.Stalls(
        figure("memorySome"),
        figure("memoryFull"),
        figure("collectionShare"),
        figure("throttledShare"),
        figure("swapIn"),
        figure("swapOut"),
        figure("majorFaults"),
        whole("hiccup"),
        // Only a thread that was looked for and not found is dead.
        figure("heartbeater") != 0);
  }

  private ExecutorReport.Tasks tasks() {
    return new ExecutorReport.Tasks(
        (int) whole("running"),
        (int) whole("waiting"),
        (int) whole("cap"),
        (int) whole("slots"),
        whole("shed"),
        whole("held"),
        whole("gateTimeouts"),
        whole("waited"),
        whole("longestWait"));
  }

  private double figure(String name) {
    double[] values = figures.get(name);
    return row < values.length ? values[row] : Double.NaN;
  }

  private long whole(String name) {
    double figure = figure(name);
    return Double.isNaN(figure) ? -1 : (long) figure;
  }
}
