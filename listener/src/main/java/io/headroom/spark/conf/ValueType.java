/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written and what it becomes. Immutable. Blanks around a value are ignored and
 * letters may be of either case, as with Spark's own settings.
 *
 * @param <T> what the rest of Headroom works with
 */
public final class ValueType<T extends Comparable<T>> {
  private static final Pattern DECIMAL =
      Pattern.compile("-?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  /** {@code true} or {@code false}. */
  public static final ValueType<Boolean> BOOLEAN =
      new ValueType<>(Boolean.class, "true or false", ValueType::parseBoolean);

  /** A size in bytes, written as Spark writes sizes whose plain unit is the byte. */
  public static final ValueType<Long> BYTES =
      new ValueType<>(
          Long.class, "a size such as 896m or 2g (a plain number is bytes)", Units::bytes);

  /** A time, written as Spark writes times whose plain unit is the millisecond. */
  public static final ValueType<Duration> DURATION =
      new ValueType<>(
          Duration.class,
          "a time such as 700ms or 60s (a plain number is milliseconds)",
          Units::duration);

  /** A share of a whole, written as a decimal number and not as a percentage. */
  public static final ValueType<Double> RATIO =
      new ValueType<>(Double.class, "a ratio such as 0.8", ValueType::parseRatio);

  /** A whole number of up to nine digits. */
  public static final ValueType<Integer> COUNT =
      new ValueType<>(Integer.class, "a whole number such as 4", ValueType::parseCount);

  /** The absolute path of a directory on the host that uses it. */
  public static final ValueType<String> DIRECTORY =
      new ValueType<>(
          String.class, "an absolute path such as /var/tmp/dumps", ValueType::parseDirectory);

  private final Class<T> javaType;
  private final String form;
  private final Function<String, Optional<T>> parser;

  private ValueType(Class<T> javaType, String form, Function<String, Optional<T>> parser) {
    this.javaType = javaType;
    this.form = form;
    this.parser = parser;
  }

  /** One of an enum's constants, written in lower case in the page and in either by users. */
  public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
    String names =
        Arrays.stream(constants.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return new ValueType<>(constants, "one of " + names, text -> parseConstant(constants, text));
  }

  /** The value that the text stands for; empty where the text is not of this form. */
  public Optional<T> parse(String text) {
    return parser.apply(Objects.requireNonNull(text));
  }

  /** How a value of this type is written, as a phrase: "a ratio such as 0.8". */
  public String form() {
    return form;
  }

  /** The class of the parsed value. */
  public Class<T> javaType() {
    return javaType;
  }

  private static Optional<Boolean> parseBoolean(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Stricter than {@link Double#parseDouble}, which also takes "NaN", "0x1p-1" and "0.8f". */
  private static Optional<Double> parseRatio(String text) {
    String trimmed = text.trim();
    return DECIMAL.matcher(trimmed).matches()
        ? Optional.of(Double.parseDouble(trimmed)).filter(Double::isFinite)
        : Optional.empty();
  }

  private static Optional<Integer> parseCount(String text) {
    String trimmed = text.trim();
    return INTEGER.matcher(trimmed).matches()
        ? Optional.of(Integer.parseInt(trimmed))
        : Optional.empty();
  }

  /** A relative one would be another directory in each container. */
  private static Optional<String> parseDirectory(String text) {
    String trimmed = text.trim();
    return trimmed.startsWith("/") && trimmed.indexOf('\0') < 0
        ? Optional.of(trimmed)
        : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> parseConstant(Class<E> constants, String text) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text.trim()))
        .findFirst();
  }
}
