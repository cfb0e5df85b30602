/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Locale;

/**
 * Sizes, times and shares as sentences tell them. Memory is always told in MiB, so that two numbers
 * of one sentence can be compared without reckoning.
 */
public final class Amounts {
  /** Bytes in a MiB. */
  public static final long MIB = 1L << 20;

  private Amounts() {}

  /** Whole MiB without the unit, rounded to the nearest; "unknown" below 0. */
  public static String mibNumber(long bytes) {
    return bytes < 0 ? "unknown" : Long.toString(Math.round((double) bytes / MIB));
  }

  /** Whole MiB with the unit; "an unknown size" below 0. */
  public static String mib(long bytes) {
    return bytes < 0 ? "an unknown size" : mibNumber(bytes) + " MiB";
  }

  /** A size as Spark's settings want it; always in MiB, rounded up. */
  public static String sparkSize(long bytes) {
    return roundUp(bytes, MIB) / MIB + "m";
  }

  /** A share of 1 in whole percent; "unknown" for NaN. */
  public static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : Math.round(share * 100) + " %";
  }

  /** Seconds with a tenth below 10 s. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "an unknown time";
    }
    return seconds < 9.95
        ? String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds))
        : Math.round(seconds) + " s";
  }

  /** The same of milliseconds. */
  public static String secondsOfMillis(long millis) {
    return seconds(millis / 1000.0);
  }

  /** Bytes per second in MiB/s; "unknown" for NaN. */
  public static String rate(double bytesPerSecond) {
    return Double.isNaN(bytesPerSecond)
        ? "unknown"
        : String.format(Locale.ROOT, "%.1f MiB/s", bytesPerSecond / MIB);
  }

  /** The next multiple of a step; 0 for negative amounts. */
  public static long roundUp(long amount, long step) {
    return amount <= 0 ? 0 : ((amount - 1) / step + 1) * step;
  }

  /** The next multiple of 64 MiB: a container's size need be no finer. */
  public static long upTo64Mib(long bytes) {
    return roundUp(bytes, 64 * MIB);
  }
}
