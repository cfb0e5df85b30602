/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do against spilling: smaller partitions where all tasks are too large, less at once where
 * few are, and more memory to each task otherwise.
 *
 * <p>Spark shares what is left of the heap, {@code (heap − 300 MiB) × spark.memory.fraction}, among
 * the running tasks; one of n gets at most an n-th once the others want theirs.
 */
final class SpillAdvice {
  /** Less is spilled by the way. */
  private static final long WORTH_BYTES = 256 * Mebibytes.MIB;

  /** A task is skewed when it needs that many times the median. */
  private static final double SKEW = 4;

  /** Partitions only get a little larger than planned. */
  private static final double PARTITION_MARGIN = 1.1;

  /** More partitions than that cost more than they save: then memory it is. */
  private static final double MOST_TIMES_PARTITIONS = 16;

  /** Slower disks than that are worth a word. */
  private static final double SLOW_BYTES_PER_SECOND = 50.0 * Mebibytes.MIB;

  private static final long SLOW_WORTH_BYTES = 10 * Mebibytes.GIB;

  private SpillAdvice() {}

  /** Execution memory of a task while all slots are busy. */
  static long share(Grant grant, EffectiveConf conf) {
    return unified(grant, conf) / grant.slots();
  }

  static long unified(Grant grant, EffectiveConf conf) {
    long onHeap =
        (long)
            (Math.max(0, grant.heapBytes() - Margin.SPARK_RESERVED)
                * conf.number("spark.memory.fraction", 0.6));
    // Tungsten pages are either all off the heap or all on it.
    return grant.offHeapBytes() > 0 ? grant.offHeapBytes() : onHeap;
  }

  static Optional<Advice> of(SpillSummary spills, Grant grant, EffectiveConf conf) {
    StageSpill stage = spills.worst().orElse(null);
    long share = share(grant, conf);
    if (stage == null || spills.diskBytes() < WORTH_BYTES || share <= 0) {
      return Optional.empty();
    }
    List<Setting> settings = new ArrayList<>();
    StringBuilder todo = new StringBuilder();
    boolean skewed = stage.mostNeed() > SKEW * stage.medianNeed() && stage.medianNeed() <= share;
    double times = stage.highNeed() / (double) share;
    if (skewed) {
      skew(stage, share, grant, conf, todo);
    } else if (times <= 1) {
      todo.append(
          "Most tasks would have fitted: cached data or a few large tasks took their share.");
    } else {
      if (times <= MOST_TIMES_PARTITIONS) {
        settings.addAll(Partitions.finer(stage, times * PARTITION_MARGIN, conf, todo));
      }
      memoryPerTask(stage, grant, conf, todo);
    }
    if (spills.diskBytes() >= SLOW_WORTH_BYTES
        && spills.bytesPerTaskSecond() < SLOW_BYTES_PER_SECOND) {
      todo.append(" If the disks were the slow part, put spark.local.dir on local NVMe.");
    }
    return Optional.of(
        new Advice(
            "spill",
            Severity.INFO,
            "Tasks spill",
            spills.sentence() + " " + todo,
            evidence(stage, share, grant),
            settings));
  }

  private static List<String> evidence(StageSpill stage, long share, Grant grant) {
    return List.of(
        String.format(
            Locale.ROOT,
            "stage %d (%s): %s spilled by %d attempts of %d tasks",
            stage.stageId(),
            stage.name(),
            Mebibytes.text(stage.diskBytes()),
            stage.spilledAttempts(),
            stage.tasks()),
        String.format(
            Locale.ROOT,
            "to stay in memory, half of its tasks needed %s, 95 %% needed %s, the largest %s, by"
                + " task metrics",
            Mebibytes.text(stage.medianNeed()),
            Mebibytes.text(stage.highNeed()),
            Mebibytes.text(stage.mostNeed())),
        String.format(
            Locale.ROOT,
            "each of %d tasks at once has %s of execution memory",
            grant.slots(),
            Mebibytes.text(share)));
  }

  private static void skew(
      StageSpill stage, long share, Grant grant, EffectiveConf conf, StringBuilder todo) {
    todo.append(
        String.format(
            Locale.ROOT,
            "A few tasks are %.0f times as large as the others: more partitions do not split one"
                + " key; let AQE split it (spark.sql.adaptive.skewJoin.*), salt the key, or",
            stage.mostNeed() / (double) Math.max(1, stage.medianNeed())));
    long fits = unified(grant, conf) / Math.max(1, stage.mostNeed());
    todo.append(
        fits >= 1 && fits < grant.slots()
            ? String.format(
                Locale.ROOT,
                " run fewer at once: with spark.executor.cores %d the largest fits.",
                fits * grant.taskCpus())
            : String.format(
                Locale.ROOT,
                " give the heap %s more, as not even alone does it fit.",
                Mebibytes.text(Mebibytes.roundUp(stage.mostNeed() - share))));
  }

  private static void memoryPerTask(
      StageSpill stage, Grant grant, EffectiveConf conf, StringBuilder todo) {
    long unified = unified(grant, conf);
    long fits = unified / Math.max(1, stage.highNeed());
    if (fits >= 1 && fits < grant.slots()) {
      todo.append(
          String.format(
              Locale.ROOT,
              " Or fewer tasks at once: spark.executor.cores %d.",
              fits * grant.taskCpus()));
    } else if (grant.offHeapBytes() == 0) {
      double fraction = conf.number("spark.memory.fraction", 0.6);
      long heap =
          Mebibytes.roundUp(
              (long) (stage.highNeed() * (double) grant.slots() / fraction)
                  + Margin.SPARK_RESERVED);
      todo.append(
          String.format(
              Locale.ROOT,
              " Or more memory to each: spark.executor.memory %s.",
              Mebibytes.setting(heap)));
    }
  }
}
