/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Smaller partitions for a stage whose tasks are too large for their memory. */
final class Partitions {
  private static final String SHUFFLE = "spark.sql.shuffle.partitions";
  private static final String INITIAL = "spark.sql.adaptive.coalescePartitions.initialPartitionNum";
  private static final String ADVISORY = "spark.sql.adaptive.advisoryPartitionSizeInBytes";
  private static final String FILES = "spark.sql.files.maxPartitionBytes";
  private static final int DEFAULT_SHUFFLE = 200;
  private static final long DEFAULT_ADVISORY = 64 * Mebibytes.MIB;
  private static final long DEFAULT_FILES = 128 * Mebibytes.MIB;

  /** Spark's own least (coalescePartitions.minPartitionSize). */
  private static final long LEAST = Mebibytes.MIB;

  private Partitions() {}

  /**
   * Settings for partitions that are smaller by the given factor.
   *
   * @param todo gets a sentence, also where no property decides the number
   */
  static List<Setting> finer(
      StageSpill stage, double times, EffectiveConf conf, StringBuilder todo) {
    if (!stage.readsShuffle()) {
      long now = conf.bytes(FILES).orElse(DEFAULT_FILES);
      long then = Math.max(LEAST, (long) (now / times) / Mebibytes.MIB * Mebibytes.MIB);
      todo.append("Read the input in smaller pieces.");
      return List.of(
          new Setting(FILES, Mebibytes.setting(then), "was " + Mebibytes.text(now) + why(times)));
    }
    long wanted = ((long) Math.ceil(stage.tasks() * times) + 9) / 10 * 10;
    boolean adaptive = conf.flag("spark.sql.adaptive.enabled", true);
    boolean coalescing =
        adaptive && conf.flag("spark.sql.adaptive.coalescePartitions.enabled", true);
    Optional<String> initial = coalescing ? conf.get(INITIAL) : Optional.empty();
    String key = initial.isPresent() ? INITIAL : SHUFFLE;
    long now = conf.count(key, DEFAULT_SHUFFLE);
    if (stage.tasks() > now) {
      // Neither of SQL's properties made so many: RDD code or an explicit repartition did.
      todo.append(
          String.format(Locale.ROOT, "Give the shuffle of that stage %d partitions.", wanted));
      return List.of();
    }
    List<Setting> settings = new ArrayList<>();
    todo.append("Make the partitions of shuffles smaller.");
    if (wanted > now) {
      settings.add(
          new Setting(
              key,
              Long.toString(wanted),
              String.format(
                  Locale.ROOT,
                  "was %d; the stage ran as %d tasks%s",
                  now,
                  stage.tasks(),
                  why(times))));
    }
    if (coalescing && stage.tasks() < now) {
      // With parallelismFirst, Spark's default, it may go below this size, and never above it.
      long size = conf.bytes(ADVISORY).orElse(DEFAULT_ADVISORY);
      long smaller = Math.max(LEAST, (long) (size / times) / Mebibytes.MIB * Mebibytes.MIB);
      settings.add(
          new Setting(
              ADVISORY,
              Mebibytes.setting(smaller),
              String.format(
                  Locale.ROOT,
                  "was %s; AQE had joined %d partitions to %d%s",
                  Mebibytes.text(size),
                  now,
                  stage.tasks(),
                  why(times))));
    }
    return settings;
  }

  private static String why(double times) {
    return String.format(Locale.ROOT, ", too large by a factor of %.1f", times);
  }
}
