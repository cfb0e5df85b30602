/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes and times of Spark's own properties ({@code org.apache.spark.network.util.JavaUtils}).
 * Unlike Headroom's, they read a bare number in a unit that differs from key to key.
 */
final class SparkUnits {
  static final long MIB = 1L << 20;

  private static final Pattern WITH_SUFFIX = Pattern.compile("([0-9]{1,15})([a-z]*)");
  private static final Map<String, Long> SIZES =
      Map.ofEntries(
          Map.entry("b", 1L),
          Map.entry("k", 1L << 10),
          Map.entry("kb", 1L << 10),
          Map.entry("m", MIB),
          Map.entry("mb", MIB),
          Map.entry("g", 1L << 30),
          Map.entry("gb", 1L << 30),
          Map.entry("t", 1L << 40),
          Map.entry("tb", 1L << 40),
          Map.entry("p", 1L << 50),
          Map.entry("pb", 1L << 50));
  private static final Map<String, Long> TIMES =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private SparkUnits() {}

  /**
   * Bytes; empty where the text is no size.
   *
   * @param bareUnit bytes that a number without a suffix counts for
   */
  static OptionalLong bytes(String text, long bareUnit) {
    return scaled(text, SIZES, bareUnit);
  }

  /**
   * Milliseconds; empty where the text is no time.
   *
   * @param bareUnit milliseconds that a number without a suffix counts for
   */
  static OptionalLong millis(String text, long bareUnit) {
    return scaled(text, TIMES, bareUnit);
  }

  private static OptionalLong scaled(String text, Map<String, Long> units, long bareUnit) {
    Matcher parts = WITH_SUFFIX.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    Long unit = parts.group(2).isEmpty() ? Long.valueOf(bareUnit) : units.get(parts.group(2));
    long number = Long.parseLong(parts.group(1));
    return unit == null || number > Long.MAX_VALUE / unit
        ? OptionalLong.empty()
        : OptionalLong.of(number * unit);
  }
}
