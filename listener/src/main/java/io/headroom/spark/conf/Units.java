/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes and times as Spark writes them ({@code org.apache.spark.network.util.JavaUtils}, whose
 * suffixes are the same from 3.5 to 4.2): a whole number and a suffix, in either case, blanks
 * around it allowed. Written anew because this package is read where no Spark is.
 */
public final class Units {
  private static final Pattern WITH_SUFFIX = Pattern.compile("(-?[0-9]+)([a-z]*)");

  /** Powers of 1024, as everywhere in Spark, with and without the b. */
  private static final Map<String, Integer> SIZE_SHIFTS =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("b", 0),
          Map.entry("k", 10),
          Map.entry("kb", 10),
          Map.entry("m", 20),
          Map.entry("mb", 20),
          Map.entry("g", 30),
          Map.entry("gb", 30),
          Map.entry("t", 40),
          Map.entry("tb", 40),
          Map.entry("p", 50),
          Map.entry("pb", 50));

  private static final Map<String, ChronoUnit> TIME_UNITS =
      Map.of(
          "", ChronoUnit.MILLIS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "min", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private Units() {}

  /** Bytes; empty where the text is no size, is negative, or does not fit a long. */
  public static Optional<Long> bytes(String text) {
    Matcher parts = WITH_SUFFIX.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!parts.matches() || !SIZE_SHIFTS.containsKey(parts.group(2))) {
      return Optional.empty();
    }
    int shift = SIZE_SHIFTS.get(parts.group(2));
    return wholeNumber(parts.group(1))
        .filter(number -> number >= 0 && number <= Long.MAX_VALUE >> shift)
        .map(number -> number << shift);
  }

  /** A time; empty where the text is none or does not fit. Negative times are times. */
  public static Optional<Duration> duration(String text) {
    Matcher parts = WITH_SUFFIX.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!parts.matches() || !TIME_UNITS.containsKey(parts.group(2))) {
      return Optional.empty();
    }
    ChronoUnit unit = TIME_UNITS.get(parts.group(2));
    try {
      return wholeNumber(parts.group(1)).map(number -> Duration.of(number, unit));
    } catch (ArithmeticException | DateTimeException tooLong) {
      return Optional.empty();
    }
  }

  private static Optional<Long> wholeNumber(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }
}
