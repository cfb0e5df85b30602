/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorReport;
import java.util.ArrayList;
import java.util.List;

/** Reports one second apart, all alike but for what a test says of the last ones. Sizes in MiB. */
public final class ReportSeries {
  private long lastAt = IncidentBuilder.END - 200;
  private int count = 20;
  private long hard = 300;
  private long limit = 896;
  private long heap = 200;
  private long heapMax = 512;
  private long live = 150;
  private long python = 0;
  private long tmpfs = 0;
  private long direct = 10;
  private long swapUsed = 0;
  private double secondsToLimit = Double.POSITIVE_INFINITY;
  private String binding = "LIMIT";
  private double pressure = Double.NaN;
  private long hostAvailable = 8_000;
  private long killsAtEnd = 0;
  private double some = 0;
  private double full = 0;
  private double collection = 0.02;
  private double throttled = 0;
  private double swapIn = 0;
  private double swapOut = 0;
  private double faults = 0;
  private long hiccup = 5;
  private boolean heartbeater = true;

  public static ReportSeries calm() {
    return new ReportSeries();
  }

  /** The last report came this long before the end. */
  public ReportSeries endedBefore(long millis) {
    lastAt = IncidentBuilder.END - millis;
    return this;
  }

  public ReportSeries count(int reports) {
    count = reports;
    return this;
  }

  public ReportSeries held(long hardMib, long limitMib) {
    hard = hardMib;
    limit = limitMib;
    return this;
  }

  public ReportSeries heap(long usedMib, long maxMib, long liveMib) {
    heap = usedMib;
    heapMax = maxMib;
    live = liveMib;
    return this;
  }

  public ReportSeries python(long mib) {
    python = mib;
    return this;
  }

  public ReportSeries tmpfs(long mib) {
    tmpfs = mib;
    return this;
  }

  public ReportSeries limitIn(double seconds) {
    secondsToLimit = seconds;
    return this;
  }

  public ReportSeries pressure(double value) {
    pressure = value;
    return this;
  }

  public ReportSeries hostShort(double value, long availableMib) {
    binding = "HOST";
    pressure = value;
    hostAvailable = availableMib;
    return this;
  }

  /** The counter of OOM kills in the last three reports. */
  public ReportSeries killsAtEnd(long kills) {
    killsAtEnd = kills;
    return this;
  }

  public ReportSeries swap(long usedMib, double inMib, double outMib, double majorFaults) {
    swapUsed = usedMib;
    swapIn = inMib * (1 << 20);
    swapOut = outMib * (1 << 20);
    faults = majorFaults;
    return this;
  }

  public ReportSeries stalled(double someShare, double fullShare) {
    some = someShare;
    full = fullShare;
    return this;
  }

  public ReportSeries collecting(double share) {
    collection = share;
    return this;
  }

  public ReportSeries throttled(double share) {
    throttled = share;
    return this;
  }

  public ReportSeries hiccup(long millis) {
    hiccup = millis;
    return this;
  }

  public ReportSeries noHeartbeater() {
    heartbeater = false;
    return this;
  }

  public List<ExecutorReport> list() {
    List<ExecutorReport> reports = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      reports.add(report(lastAt - i * 1000L, i < 3 ? killsAtEnd : 0));
    }
    return reports;
  }

  private ExecutorReport report(long millis, long kills) {
    double share = Double.isNaN(pressure) ? (double) hard / limit : pressure;
    return new ExecutorReport(
        "3",
        "node-1",
        4711,
        millis,
        "CALM",
        binding,
        new ExecutorReport.Memory(
            mib(hard),
            mib(limit),
            mib(hard),
            mib(limit),
            share,
            0,
            secondsToLimit,
            mib(heap),
            mib(heapMax),
            mib(heapMax),
            0,
            mib(tmpfs),
            0,
            mib(swapUsed),
            mib(python),
            mib(hostAvailable),
            kills),
        new ExecutorReport.Jvm("G1", mib(live), mib(60), mib(20), mib(direct), 0, 80, 10, 500),
        new ExecutorReport.Stalls(
            some, full, collection, throttled, swapIn, swapOut, faults, hiccup, heartbeater),
        new ExecutorReport.Tasks(4, 0, 4, 4, 0, 0, 0, 0, 0),
        new ExecutorReport.Cost(100, 1, 1),
        List.of());
  }

  private static long mib(long value) {
    return value < 0 ? -1 : value << 20;
  }
}
