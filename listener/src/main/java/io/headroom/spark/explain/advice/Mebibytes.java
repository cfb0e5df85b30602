/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Locale;

/** Sizes in the unit in which executors are asked for: rounded, for Spark, and for people. */
final class Mebibytes {
  /** Bytes of one. */
  static final long MIB = 1L << 20;

  static final long GIB = 1L << 30;

  /** Advised sizes are multiples of it: finer steps would only pretend to be exact. */
  static final long STEP = 64 * MIB;

  private Mebibytes() {}

  /** The next multiple of {@link #STEP} that is not smaller. */
  static long roundUp(long bytes) {
    return (bytes + STEP - 1) / STEP * STEP;
  }

  /** As a value of a Spark size property; the next whole MiB, so never less than asked for. */
  static String setting(long bytes) {
    return whole(bytes) + "m";
  }

  /** MiB, the next whole one. */
  static long whole(long bytes) {
    return (bytes + MIB - 1) / MIB;
  }

  /**
   * For people: MiB below 10 GiB, where sums must add up to the eye, GiB with one decimal above.
   */
  static String text(long bytes) {
    if (bytes < MIB && bytes > 0) {
      return bytes < 1024 ? bytes + " B" : (bytes >> 10) + " KiB";
    }
    return bytes < 10 * GIB
        ? whole(bytes) + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
  }
}
