/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How large executors of one kind should be, by what they took at most. After a loss by memory
 * nothing becomes smaller than it is; without one, only what was measured long enough does, with
 * every slot busy and no spill. Pure.
 */
final class RightSizing {
  /** Below that share of what is there, beside the heap, nothing is said: it fits. */
  private static final double NEARLY_FULL = 0.9;

  /** Reports (about one a second), milliseconds and tasks that are enough to take memory back. */
  private static final long ENOUGH_REPORTS = 120;

  private static final long ENOUGH_MILLIS = 5 * 60_000;
  private static final long ENOUGH_TASKS = 100;
  private static final int ENOUGH_WAVES = 4;

  /** Less is not worth a restart. */
  private static final double WORTH_SHARE = 0.2;

  private static final long WORTH_BYTES = 512 * Mebibytes.MIB;

  private final Grant now;
  private final ProfilePeaks peaks;
  private final Losses losses;
  private final boolean spilled;
  private final double memoryFraction;
  private final EffectiveConf conf;
  private final List<String> reasons = new ArrayList<>();

  private RightSizing(
      Grant now, ProfilePeaks peaks, Losses losses, boolean spilled, EffectiveConf conf) {
    this.now = now;
    this.peaks = peaks;
    this.losses = losses;
    this.spilled = spilled;
    this.conf = conf;
    this.memoryFraction = conf.number("spark.memory.fraction", 0.6);
  }

  /**
   * The size.
   *
   * @param spilled whether any task spilled: then no heap is to spare, whatever was used
   */
  static Sizing of(
      Grant now, ProfilePeaks peaks, Losses losses, boolean spilled, EffectiveConf conf) {
    return new RightSizing(now, peaks, losses, spilled, conf).size();
  }

  private Sizing size() {
    if (losses.any() || peaks.shed() > 0 || peaks.held() > 0 || nearlyFull()) {
      return raised();
    }
    return enoughMeasured() ? lowered() : Sizing.keep(now);
  }

  private boolean nearlyFull() {
    return now.bounded()
        && peaks.peak(Component.BESIDE_HEAP).max() >= NEARLY_FULL * now.besideHeapBytes();
  }

  private Sizing raised() {
    long heap = now.heapBytes();
    if (losses.heap() > 0) {
      heap = grown(heap);
      reasons.add(
          String.format(
              Locale.ROOT,
              "heap: it was too small at %s, where its peak ends; so × %.1f",
              Mebibytes.text(now.heapBytes()),
              Margin.AFTER_LOSS));
    }
    long pyspark = now.pysparkBytes();
    if (pyspark > 0 && losses.python() > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "pyspark: Python ran into its own limit of %s; so × %.1f",
              Mebibytes.text(pyspark),
              Margin.AFTER_LOSS));
      pyspark = Math.max(grown(pyspark), Margin.over(peaks.peak(Component.PYTHON)));
    }
    long overhead = now.overheadBytes();
    if (now.overheadFrom() == Grant.OverheadFrom.FACTOR && heap > now.heapBytes()) {
      overhead = Math.max(overhead, Grant.byFactor(conf, heap));
    }
    // Where no limit is known, something must have been measured to say what would be enough.
    if (now.bounded() || losses.atContainer()) {
      overhead = Math.max(overhead, beside() - now.offHeapBytes() - now.pysparkBytes());
    }
    return new Sizing(now, now.with(heap, overhead, pyspark), reasons);
  }

  /** Bytes needed beside the heap, never less than is there. */
  private long beside() {
    FullLoad load = peaks.fullLoad();
    Peak peak = peaks.peak(Component.BESIDE_HEAP);
    long there = now.besideHeapBytes();
    long need = Math.max(peak.measured() ? Margin.over(peak) : 0, 0);
    if (load != null) {
      need = Math.max(need, Margin.over(load.bytes()));
    }
    boolean lost = losses.atContainer();
    if (now.bounded() && lost && (load == null || need <= there)) {
      // Either nobody saw a whole wave end well, or what was seen would have fitted.
      long byGrowth = grown(now.containerBytes()) - now.heapBytes();
      if (byGrowth > need) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "overhead: the container was too small at %s and what would have been enough was"
                    + " not seen, so the container × %.1f",
                Mebibytes.text(now.containerBytes()),
                Margin.AFTER_LOSS));
        return Math.max(there, byGrowth);
      }
    }
    if (need <= there) {
      return there;
    }
    reasons.add(
        load != null && load.bytes() >= peak.max()
            ? "overhead: " + load.line() + margin()
            : String.format(
                Locale.ROOT,
                "overhead: %s beside the heap at most by %s%s",
                Mebibytes.text(peak.max()),
                peak.source().title(),
                margin(peak)));
    return need;
  }

  private Sizing lowered() {
    long heap = spilled ? now.heapBytes() : Math.min(now.heapBytes(), leastHeap());
    long beside = now.besideHeapBytes();
    Peak peak = peaks.peak(Component.BESIDE_HEAP);
    if (peak.source() == Peak.Source.HEADROOM && now.bounded()) {
      beside =
          Math.min(
              beside,
              Math.max(
                  Margin.over(peak),
                  now.offHeapBytes() + now.pysparkBytes() + Grant.LEAST_OVERHEAD));
    }
    long overhead = Math.min(now.overheadBytes(), beside - now.offHeapBytes() - now.pysparkBytes());
    Grant less = now.with(heap, overhead, now.pysparkBytes());
    long saved = now.containerBytes() - less.containerBytes();
    if (saved < WORTH_BYTES || saved < WORTH_SHARE * now.containerBytes()) {
      return Sizing.keep(now);
    }
    if (heap < now.heapBytes()) {
      reasons.add(heapReason());
    }
    if (overhead < now.overheadBytes()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "overhead: %s beside the heap at most by %s%s",
              Mebibytes.text(peak.max()),
              peak.source().title(),
              margin(peak)));
    }
    return new Sizing(now, less, reasons);
  }

  /** What the heap must have so that neither collections nor Spark's own memory suffer. */
  private long leastHeap() {
    Peak live = peaks.peak(Component.HEAP_LIVE);
    Peak used = peaks.peak(Component.HEAP_USED);
    if (!used.measured()) {
      return now.heapBytes();
    }
    long byHeap =
        live.measured()
            ? Mebibytes.roundUp((long) (live.max() * Margin.HEAP_PER_LIVE) + Margin.FLAT)
            : Margin.over(used);
    Peak execution = peaks.peak(Component.EXECUTION);
    long unified = (long) (execution.maxOrZero() * now.slots() * Margin.SHARE);
    long bySpark = Mebibytes.roundUp((long) (unified / memoryFraction) + Margin.SPARK_RESERVED);
    return Math.max(Margin.LEAST_HEAP, Math.max(byHeap, execution.measured() ? bySpark : 0));
  }

  private String heapReason() {
    Peak live = peaks.peak(Component.HEAP_LIVE);
    Peak used = peaks.peak(Component.HEAP_USED);
    return live.measured()
        ? String.format(
            Locale.ROOT,
            "heap: %s live after collection at most, × %.0f + %s, and room for %d tasks of %s of"
                + " execution memory",
            Mebibytes.text(live.max()),
            Margin.HEAP_PER_LIVE,
            Mebibytes.text(Margin.FLAT),
            now.slots(),
            Mebibytes.text(peaks.peak(Component.EXECUTION).maxOrZero()))
        : String.format(
            Locale.ROOT,
            "heap: %s used at most by %s%s",
            Mebibytes.text(used.max()),
            used.source().title(),
            margin(used));
  }

  private boolean enoughMeasured() {
    boolean busy =
        peaks.peak(Component.HEAP_USED).source() == Peak.Source.HEADROOM
            ? peaks.reports() >= ENOUGH_REPORTS
                && peaks.fullLoad() != null
                && !peaks.fullLoad().extrapolated()
            : peaks.tasksEnded() >= ENOUGH_TASKS;
    return busy
        && peaks.spanMillis() >= ENOUGH_MILLIS
        && peaks.tasksEnded() >= (long) ENOUGH_WAVES * now.slots();
  }

  private static long grown(long bytes) {
    return Mebibytes.roundUp((long) (bytes * Margin.AFTER_LOSS));
  }

  private static String margin() {
    return String.format(
        Locale.ROOT,
        ", × %.2f + %s, rounded up to %s",
        Margin.SHARE,
        Mebibytes.text(Margin.FLAT),
        Mebibytes.text(Mebibytes.STEP));
  }

  private static String margin(Peak peak) {
    return peak.source() == Peak.Source.HEADROOM
        ? margin()
        : String.format(
            Locale.ROOT,
            ", × %.2f + %s, as figures at heartbeats miss what is shorter",
            Margin.SHARE_AT_HEARTBEATS,
            Mebibytes.text(Margin.FLAT));
  }
}
