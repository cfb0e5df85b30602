/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Heaps of 32 GiB and more: references take eight bytes instead of four from there, so that a heap
 * a little larger holds less, and collections have more to walk. Several smaller executors hold the
 * same.
 */
final class LargeHeap {
  private static final long COMPRESSED = 32 * Mebibytes.GIB;
  private static final long BELOW = 31 * Mebibytes.GIB;

  /** From there on the longer references are made up for. */
  private static final long MADE_UP = 48 * Mebibytes.GIB;

  /** Share of the tasks' time in collections from which it is worth a change. */
  private static final double MUCH_COLLECTION = 0.1;

  private LargeHeap() {}

  static Optional<Advice> of(Grant grant, ProfilePeaks peaks, Losses losses) {
    long heap = grant.heapBytes();
    double share = peaks.collectionShare();
    if (heap < COMPRESSED || losses.any()) {
      return Optional.empty();
    }
    if (heap < MADE_UP) {
      return Optional.of(
          new Advice(
              "large-heap",
              Severity.INFO,
              "A slightly smaller heap holds as much",
              String.format(
                  Locale.ROOT,
                  "From 32 GiB on the JVM's references are twice as long: a heap of 31 GiB holds"
                      + " about as many objects as one of %s.",
                  Mebibytes.text(heap)),
              List.of(peaks.peak(Component.HEAP_USED).line()),
              grant.profileId() == 0
                  ? List.of(
                      new Setting("spark.executor.memory", "31g", "was " + Mebibytes.text(heap)))
                  : List.of()));
    }
    long parts = (heap + BELOW - 1) / BELOW;
    if (share < MUCH_COLLECTION || grant.slots() < parts) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            "large-heap",
            Severity.INFO,
            "More and smaller executors would collect less",
            String.format(
                Locale.ROOT,
                "Collections took %.0f %% of the tasks' time with a heap of %s. %d executors of %s"
                    + " and %d cores hold as much, with shorter references and shorter"
                    + " collections.",
                share * 100,
                Mebibytes.text(heap),
                parts,
                Mebibytes.text(Mebibytes.roundUp(heap / parts)),
                Math.max(1, grant.cores() / parts)),
            List.of("task time and JVM GC time by task metrics"),
            List.of()));
  }
}
