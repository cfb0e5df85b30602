/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says where less data would do, from input and shuffle alone: a hint for those who know the query,
 * given only where memory was short.
 */
final class EarlierFilter {
  private static final long WORTH_INPUT = 10 * Mebibytes.GIB;

  /** Shuffle of so much of the input: hardly anything was dropped before it. */
  private static final double NEARLY_ALL = 0.8;

  /** Input of so many times the shuffle: most of it was read to be dropped. */
  private static final double MANY_TIMES = 50;

  private EarlierFilter() {}

  static Optional<Advice> of(SpillSummary sums, boolean memoryShort) {
    long input = sums.inputBytes();
    long shuffle = sums.shuffleWriteBytes();
    if (!memoryShort || input < WORTH_INPUT || shuffle <= 0) {
      return Optional.empty();
    }
    if (shuffle >= NEARLY_ALL * input) {
      return Optional.of(
          advice(
              String.format(
                  Locale.ROOT,
                  "%s were shuffled of %s read. If some rows or columns are dropped later, dropping"
                      + " them before the first shuffle leaves less to hold and to spill.",
                  Mebibytes.text(shuffle),
                  Mebibytes.text(input))));
    }
    if (input >= MANY_TIMES * shuffle) {
      return Optional.of(
          advice(
              String.format(
                  Locale.ROOT,
                  "%s were read for %s shuffled. If that is a filter and not an aggregation, a"
                      + " partition or column filter at the source would read less.",
                  Mebibytes.text(input),
                  Mebibytes.text(shuffle))));
    }
    return Optional.empty();
  }

  private static Advice advice(String sentence) {
    return new Advice(
        "earlier-filter",
        Severity.INFO,
        "An earlier filter may help",
        sentence,
        List.of("input and shuffle written, summed over all task attempts"),
        List.of());
  }
}
