/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that can be configured. Immutable; two keys are equal only if they are the same object,
 * and {@link Keys} holds the only one of each name.
 *
 * @param <T> the type of its value
 */
public final class Key<T extends Comparable<T>> {
  /** What every key begins with; what begins so and is no key is a mistake. */
  public static final String PREFIX = "spark.headroom.";

  private final String name;
  private final ValueType<T> type;
  private final Optional<String> defaultText;
  private final List<Bound<T>> bounds;
  private final String doc;
  private final String since;

  private Key(Builder<T> builder) {
    name = builder.name;
    type = builder.type;
    defaultText = Optional.ofNullable(builder.defaultText);
    bounds = List.copyOf(builder.bounds);
    doc = Objects.requireNonNull(builder.doc, name);
    since = Objects.requireNonNull(builder.since, name);
  }

  /** Begins the definition of a key. */
  static <T extends Comparable<T>> Builder<T> named(String name, ValueType<T> type) {
    return new Builder<>(name, type);
  }

  /** The whole name, {@link #PREFIX} included. */
  public String name() {
    return name;
  }

  /** How values are written. */
  public ValueType<T> type() {
    return type;
  }

  /** The default as a user would write it; empty where nothing is assumed. */
  public Optional<String> defaultText() {
    return defaultText;
  }

  /** What it does, in one paragraph of Markdown. */
  public String doc() {
    return doc;
  }

  /** The first version that has it. */
  public String since() {
    return since;
  }

  /** What may be set, as a phrase: "a ratio such as 0.8, above 0 and below 1". */
  public String allowed() {
    if (bounds.isEmpty()) {
      return type.form();
    }
    return type.form()
        + ", "
        + bounds.stream().map(Bound::toString).collect(Collectors.joining(" and "));
  }

  /** The value that the text stands for; empty where it is not {@link #allowed()}. */
  public Optional<T> parse(String text) {
    return type.parse(text).filter(value -> bounds.stream().allMatch(bound -> bound.admits(value)));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what makes a key. A default or a bound that does not fit is refused at once. */
  static final class Builder<T extends Comparable<T>> {
    private final String name;
    private final ValueType<T> type;
    private final List<Bound<T>> bounds = new ArrayList<>();
    private String defaultText;
    private String doc;
    private String since;

    private Builder(String name, ValueType<T> type) {
      if (!name.startsWith(PREFIX)) {
        throw new IllegalArgumentException(name + " does not begin with " + PREFIX);
      }
      this.name = name;
      this.type = Objects.requireNonNull(type, name);
    }

    Builder<T> atLeast(String limit) {
      return bound(Bound.Kind.AT_LEAST, limit);
    }

    Builder<T> above(String limit) {
      return bound(Bound.Kind.ABOVE, limit);
    }

    Builder<T> atMost(String limit) {
      return bound(Bound.Kind.AT_MOST, limit);
    }

    Builder<T> below(String limit) {
      return bound(Bound.Kind.BELOW, limit);
    }

    Builder<T> defaultsTo(String text) {
      defaultText = text;
      return this;
    }

    Builder<T> since(String version) {
      since = version;
      return this;
    }

    /** Ends the definition with what the key does. */
    Key<T> doc(String paragraph) {
      doc = paragraph;
      Key<T> key = new Key<>(this);
      if (defaultText != null && key.parse(defaultText).isEmpty()) {
        throw new IllegalArgumentException(
            name + ": the default " + defaultText + " is not " + key.allowed());
      }
      return key;
    }

    private Builder<T> bound(Bound.Kind kind, String limit) {
      T parsed =
          type.parse(limit)
              .orElseThrow(
                  () -> new IllegalArgumentException(name + ": the bound " + limit + " is wrong"));
      bounds.add(new Bound<>(kind, parsed, limit));
      return this;
    }
  }
}
