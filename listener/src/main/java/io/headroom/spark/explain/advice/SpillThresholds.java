/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Spilling that no want of memory makes, and the harm in very many spills: thresholds so small that
 * each record is a file of its own, and merges that open more files than the heap has buffers for.
 */
final class SpillThresholds {
  private static final String SIZE = "spark.shuffle.spill.maxSizeInBytesForSpillThreshold";
  private static final String ELEMENTS = "spark.shuffle.spill.numElementsForceSpillThreshold";
  private static final String FRACTION = "spark.memory.fraction";
  private static final String MERGE = "spark.unsafe.sorter.spill.merge.factor";

  /** At a threshold of one page, 300 000 rows made 299 999 files; at four it spills in earnest. */
  private static final int PAGES = 4;

  /** Fewer rows than that to a file are not worth a file. */
  private static final long FEW_ELEMENTS = 1_000_000;

  private static final double SMALL_FRACTION = 0.3;
  private static final double HEAP_HARDLY_USED = 0.5;
  private static final int SAFETY_FACTOR = 16;
  private static final long LARGEST_PAGE = 64 * Mebibytes.MIB;

  private SpillThresholds() {}

  /** TaskMemoryManager's page: MemoryManager.defaultPageSizeBytes. */
  static long pageBytes(Grant grant, EffectiveConf conf) {
    return conf.bytes("spark.buffer.pageSize").orElseGet(() -> usualPage(grant, conf));
  }

  private static long usualPage(Grant grant, EffectiveConf conf) {
    long execution =
        (long)
            (SpillAdvice.unified(grant, conf)
                * (1 - conf.number("spark.memory.storageFraction", 0.5)));
    long perCore = Math.max(1, execution / Math.max(1, grant.cores()) / SAFETY_FACTOR);
    long power = Long.highestOneBit(perCore);
    long page = power == perCore ? power : power << 1;
    return Math.min(LARGEST_PAGE, Math.max(Mebibytes.MIB, page));
  }

  /** Empty where nothing was spilled or nothing forces it. */
  static Optional<Advice> forced(
      SpillSummary spills, Grant grant, ProfilePeaks peaks, EffectiveConf conf) {
    if (!spills.spilled()) {
      return Optional.empty();
    }
    List<Setting> settings = new ArrayList<>();
    long page = pageBytes(grant, conf);
    Optional<Long> size = conf.sparkAtLeast(4, 1) ? conf.bytes(SIZE) : Optional.empty();
    size.filter(bytes -> bytes < PAGES * page)
        .ifPresent(
            bytes ->
                settings.add(
                    new Setting(
                        SIZE,
                        Mebibytes.setting(Mebibytes.roundUp(PAGES * page)),
                        String.format(
                            Locale.ROOT,
                            "was %s; a page is %s, and at one page each record is spilled alone",
                            Mebibytes.text(bytes),
                            Mebibytes.text(page)))));
    long elements = conf.count(ELEMENTS, Integer.MAX_VALUE);
    if (elements < FEW_ELEMENTS) {
      settings.add(
          new Setting(
              ELEMENTS,
              Integer.toString(Integer.MAX_VALUE),
              "was " + elements + "; Spark's default"));
    }
    double fraction = conf.number(FRACTION, 0.6);
    if (fraction < SMALL_FRACTION) {
      settings.add(new Setting(FRACTION, "0.6", "was " + fraction + "; Spark's default"));
    }
    Peak heap = peaks.peak(Component.HEAP_USED);
    boolean idleHeap = heap.measured() && heap.max() < HEAP_HARDLY_USED * grant.heapBytes();
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            "spill-thresholds",
            Severity.WARNING,
            "Spilling is forced by the configuration",
            spills.sentence()
                + (idleHeap
                    ? String.format(
                        Locale.ROOT,
                        " Yet the heap was never used beyond %s of %s: the configuration spills,"
                            + " not want of memory.",
                        Mebibytes.text(heap.max()),
                        Mebibytes.text(grant.heapBytes()))
                    : " The configuration makes it spill before memory is short."),
            List.of(heap.line()),
            settings));
  }

  /** Empty where merging what one task spilled fits the heap easily. */
  static Optional<Advice> merge(SpillSummary spills, Grant grant, EffectiveConf conf) {
    StageSpill stage = spills.worst().orElse(null);
    long share = SpillAdvice.share(grant, conf);
    if (stage == null || share <= 0) {
      return Optional.empty();
    }
    // Each file is read with a buffer, and read ahead into another.
    long perFile =
        2 * conf.bytes("spark.unsafe.sorter.spill.reader.buffer.size").orElse(Mebibytes.MIB);
    long files = stage.mostSpilledByOne() / share;
    long room = (grant.heapBytes() - Margin.SPARK_RESERVED) / 2;
    long most = Math.max(2, room / Math.max(1, perFile * grant.slots()));
    if (files <= most || room <= 0) {
      return Optional.empty();
    }
    boolean bounded = conf.sparkAtLeast(4, 2);
    return Optional.of(
        new Advice(
            "spill-merge",
            Severity.WARNING,
            "Merging the spills may exhaust the heap",
            String.format(
                Locale.ROOT,
                "One task of stage %d (%s) spilled %s, some %d files of %s; merging them takes about"
                    + " %s of buffers in each of %d tasks. Give each task more memory or less data;"
                    + " a larger share for Spark leaves less for the buffers.",
                stage.stageId(),
                stage.name(),
                Mebibytes.text(stage.mostSpilledByOne()),
                files,
                Mebibytes.text(share),
                Mebibytes.text(files * perFile),
                grant.slots()),
            List.of(
                String.format(
                    Locale.ROOT,
                    "about %d files to a task fit half of the heap beyond Spark's reserve",
                    most)),
            bounded
                ? List.of(
                    new Setting(
                        MERGE,
                        Long.toString(most),
                        "files merged at a time; bounds the buffers to "
                            + Mebibytes.text(most * perFile)
                            + " a task"))
                : List.of()));
  }
}
