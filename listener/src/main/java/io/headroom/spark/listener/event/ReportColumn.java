/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.record.ExecutorReport;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One figure of a report, and how exactly it is recorded. {@link #ALL} is the one list of them.
 *
 * <p>Names are never used again for anything else, and a scale is never changed: a figure that is
 * to be recorded differently gets a new name. Old logs are read by the scales written here.
 *
 * @param name what a batch calls it
 */
record ReportColumn(String name, Scale scale, ToDoubleFunction<ExecutorReport> figure) {
  private static final double MIB = 1 << 20;
  private static final double MILLI = 1e6;

  /** Exact to a MiB: limits. */
  private static final Scale EXACT_MIB = Scale.of(MIB, 50);

  /** To a MiB or 1/256: what is compared with limits. */
  private static final Scale FINE_MIB = Scale.of(MIB, 8);

  /** To a MiB or 1/64: what settings are computed from. */
  private static final Scale MIB_64 = Scale.of(MIB, 6);

  /** To a MiB or 1/32: what only shows where the rest went. */
  private static final Scale MIB_32 = Scale.of(MIB, 5);

  /** To 16 MiB or 1/16: what wanders by itself and matters in its order of magnitude. */
  private static final Scale ROUGH_MIB = Scale.of(16 * MIB, 4);

  private static final Scale COUNT = Scale.of(1, 50);

  /** Exact to 16, then to 1/16. */
  private static final Scale ROUGH_COUNT = Scale.of(1, 4);

  /** To 0.2 %, or 1/8 of the share. */
  private static final Scale SHARE = Scale.of(2e-3, 3);

  /** To 64 KiB/s, or 1/16. */
  private static final Scale RATE = Scale.of(MIB / 16, 4);

  /** To 10 ms, or 1/16. */
  private static final Scale MILLIS = Scale.of(10, 4);

  /** To 10 ms, or 1/64. */
  private static final Scale WAIT_NANOS = Scale.of(10 * MILLI, 6);

  /** To 100 ms, or 1/16. */
  private static final Scale CPU_NANOS = Scale.of(100 * MILLI, 4);

  /** Every figure. */
  static final List<ReportColumn> ALL =
      List.of(
          column("hard", FINE_MIB, r -> r.memory().hardBytes()),
          column("limit", EXACT_MIB, r -> r.memory().limitBytes()),
          column("peak", FINE_MIB, r -> r.memory().peakHardBytes()),
          column("usage", MIB_32, r -> r.memory().usageBytes()),
          column("pressure", Scale.of(0.01, 50), r -> r.memory().pressure()),
          column("slope", new Scale(4 * MIB, 3, true), r -> r.memory().slopeBytesPerSecond()),
          column("toLimit", Scale.of(0.1, 4), r -> near(r.memory().timeToLimitSeconds())),
          column("heapUsed", MIB_32, r -> r.memory().heapUsedBytes()),
          column("heapCommitted", MIB_64, r -> r.memory().heapCommittedBytes()),
          column("heapMax", EXACT_MIB, r -> r.memory().heapMaxBytes()),
          column("heapSlack", Scale.of(16 * MIB, 2), r -> r.memory().heapSlackBytes()),
          column("shmem", MIB_64, r -> r.memory().shmemBytes()),
          column("pageCache", ROUGH_MIB, r -> r.memory().pageCacheBytes()),
          column("swapUsed", MIB_64, r -> r.memory().swapUsedBytes()),
          column("python", MIB_64, r -> r.memory().pythonBytes()),
          column("hostAvailable", ROUGH_MIB, r -> r.memory().hostAvailableBytes()),
          column("oomKills", COUNT, r -> r.memory().oomKills()),
          column("heapLive", MIB_32, r -> r.jvm().heapLiveBytes()),
          column("metaspace", MIB_64, r -> r.jvm().metaspaceBytes()),
          column("codeCache", MIB_32, r -> r.jvm().codeCacheBytes()),
          column("direct", MIB_64, r -> r.jvm().directBytes()),
          column("mapped", MIB_64, r -> r.jvm().mappedBytes()),
          column("threads", ROUGH_COUNT, r -> r.jvm().threads()),
          column("collections", ROUGH_COUNT, r -> r.jvm().collections()),
          column("collectionTime", MILLIS, r -> r.jvm().collectionMillis()),
          column("memorySome", SHARE, r -> r.stalls().memorySome()),
          column("memoryFull", SHARE, r -> r.stalls().memoryFull()),
          column("collectionShare", SHARE, r -> r.stalls().collectionShare()),
          column("throttledShare", SHARE, r -> r.stalls().throttledShare()),
          column("swapIn", RATE, r -> r.stalls().swapInBytesPerSecond()),
          column("swapOut", RATE, r -> r.stalls().swapOutBytesPerSecond()),
          column("majorFaults", ROUGH_COUNT, r -> r.stalls().majorFaultsPerSecond()),
          column("hiccup", MILLIS, r -> r.stalls().longestHiccupMillis()),
          column("heartbeater", COUNT, r -> r.stalls().heartbeaterAlive() ? 1 : 0),
          column("running", COUNT, r -> r.tasks().running()),
          column("waiting", COUNT, r -> r.tasks().waiting()),
          column("cap", COUNT, r -> r.tasks().cap()),
          column("slots", COUNT, r -> r.tasks().slots()),
          column("shed", COUNT, r -> r.tasks().shed()),
          column("held", COUNT, r -> r.tasks().held()),
          column("gateTimeouts", COUNT, r -> r.tasks().gateTimeouts()),
          column("waited", WAIT_NANOS, r -> r.tasks().waitedNanos()),
          column("longestWait", WAIT_NANOS, r -> r.tasks().longestWaitNanos()),
          column("samples", Scale.of(1, 2), r -> r.cost().samples()),
          column("ownCpu", CPU_NANOS, r -> r.cost().ownCpuNanos()),
          column("processCpu", CPU_NANOS, r -> r.cost().processCpuNanos()));

  /** Further off than this it is nobody's concern, and changes with every sample. */
  private static final double NEAR_SECONDS = 120;

  private static ReportColumn column(
      String name, Scale scale, ToDoubleFunction<ExecutorReport> figure) {
    return new ReportColumn(name, scale, figure);
  }

  private static double near(double seconds) {
    return seconds > NEAR_SECONDS ? Double.POSITIVE_INFINITY : seconds;
  }

  long code(ExecutorReport report) {
    return scale.code(figure.applyAsDouble(report));
  }
}
