/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import io.headroom.spark.conf.HeadroomConfException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of one application, all of them checked. Immutable.
 *
 * <p>The driver lets {@link HeadroomConfException} stop the application; whoever reads settings
 * elsewhere catches it, because there it is too late to stop anything.
 */
public final class HeadroomConf {
  private final Map<Key<?>, Setting<?>> settings;

  private HeadroomConf(Map<Key<?>, Setting<?>> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** What Headroom does with what it knows. */
  public enum Mode {
    /** Sense, judge and act. */
    ACT,
    /** Sense and judge; log what would have been done. */
    OBSERVE,
    /** Nothing. */
    OFF
  }

  /**
   * Reads Headroom's settings out of all of Spark's; keys of others are ignored.
   *
   * @param sparkConf every key and value of the application, as {@code SparkConf.getAll} tells them
   * @throws HeadroomConfException with everything that is wrong: values that are not allowed, keys
   *     that do not exist, values that contradict each other
   */
  public static HeadroomConf parse(Map<String, String> sparkConf) {
    return parse(sparkConf, Keys.all(), Rules.all());
  }

  static HeadroomConf parse(Map<String, String> sparkConf, List<Key<?>> keys, List<Rule<?>> rules) {
    List<Problem> problems = new ArrayList<>();
    Map<Key<?>, Setting<?>> settings = new HashMap<>();
    for (Key<?> key : keys) {
      read(key, sparkConf, problems).ifPresent(setting -> settings.put(key, setting));
    }
    problems.addAll(unknownKeys(sparkConf, keys));
    HeadroomConf conf = new HeadroomConf(settings);
    for (Rule<?> rule : rules) {
      conf.check(rule).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new HeadroomConfException(problems);
    }
    return conf;
  }

  /**
   * The value set, or the default.
   *
   * @throws NoSuchElementException if the key has no default and is not set; ask {@link #find} then
   */
  public <T extends Comparable<T>> T get(Key<T> key) {
    return find(key)
        .orElseThrow(() -> new NoSuchElementException(key + " is not set and has no default"));
  }

  /** The value set, or the default; empty where the key has no default and is not set. */
  public <T extends Comparable<T>> Optional<T> find(Key<T> key) {
    return setting(key).map(Setting::value);
  }

  /** What the user set, in documented order, for one line in the log; empty text where nothing. */
  public String describe() {
    return Keys.all().stream()
        .map(settings::get)
        .filter(Objects::nonNull)
        .filter(Setting::byUser)
        .map(setting -> setting.key().name() + "=" + setting.text())
        .collect(Collectors.joining(", "));
  }

  private static <T extends Comparable<T>> Optional<Setting<T>> read(
      Key<T> key, Map<String, String> sparkConf, List<Problem> problems) {
    String text = sparkConf.get(key.name());
    if (text == null) {
      return key.defaultText().flatMap(byDefault -> Setting.of(key, byDefault, false));
    }
    Optional<Setting<T>> setting = Setting.of(key, text, true);
    if (setting.isEmpty()) {
      problems.add(new Problem(key.name(), text, "allowed is " + key.allowed()));
    }
    return setting;
  }

  /**
   * Whatever looks like a key of ours and is none. Looks like: in any letter case, so that {@code
   * spark.Headroom.mode} is told and not ignored.
   */
  private static List<Problem> unknownKeys(Map<String, String> sparkConf, List<Key<?>> keys) {
    List<String> names = keys.stream().map(Key::name).toList();
    Set<String> known = new HashSet<>(names);
    List<Problem> problems = new ArrayList<>();
    // Sorted, so that the same mistakes always make the same message.
    new TreeMap<>(sparkConf)
        .forEach(
            (name, value) -> {
              if (isOurs(name) && !known.contains(name)) {
                String suggestion =
                    NearestKey.of(name, names)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; docs/configuration.md lists all keys");
                problems.add(new Problem(name, value, "no such key" + suggestion));
              }
            });
    return problems;
  }

  private static boolean isOurs(String name) {
    return (name + ".").regionMatches(true, 0, Key.PREFIX, 0, Key.PREFIX.length());
  }

  /** Nothing to say where one of the two is not set or is wrong by itself. */
  private <T extends Comparable<T>> Optional<Problem> check(Rule<T> rule) {
    return setting(rule.smaller())
        .flatMap(smaller -> setting(rule.larger()).flatMap(larger -> rule.check(smaller, larger)));
  }

  /** The cast holds because a setting is put under its own key only. */
  @SuppressWarnings("unchecked")
  private <T extends Comparable<T>> Optional<Setting<T>> setting(Key<T> key) {
    return Optional.ofNullable((Setting<T>) settings.get(key));
  }
}
