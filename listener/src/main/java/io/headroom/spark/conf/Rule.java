/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.util.Optional;

/**
 * Two keys whose values must stand in an order. Immutable.
 *
 * @param mayBeEqual whether both may have the same value
 */
record Rule<T extends Comparable<T>>(Key<T> smaller, boolean mayBeEqual, Key<T> larger) {

  static <T extends Comparable<T>> Rule<T> below(Key<T> smaller, Key<T> larger) {
    return new Rule<>(smaller, false, larger);
  }

  static <T extends Comparable<T>> Rule<T> atMost(Key<T> smaller, Key<T> larger) {
    return new Rule<>(smaller, true, larger);
  }

  /** How the smaller value must stand to the larger one. */
  String words() {
    return mayBeEqual ? "at most" : "below";
  }

  /**
   * What is wrong between the two settings. It is told of the one that the user wrote, and where he
   * wrote both, of the larger.
   */
  Optional<HeadroomConfException.Problem> check(
      Setting<T> smallerSetting, Setting<T> largerSetting) {
    int order = smallerSetting.value().compareTo(largerSetting.value());
    if (order < 0 || (mayBeEqual && order == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        largerSetting.byUser()
            ? problem(largerSetting, mayBeEqual ? "at least" : "above", smallerSetting)
            : problem(smallerSetting, words(), largerSetting));
  }

  private static HeadroomConfException.Problem problem(
      Setting<?> wrong, String words, Setting<?> other) {
    return new HeadroomConfException.Problem(
        wrong.key().name(),
        wrong.text(),
        "must be "
            + words
            + " "
            + other.key().name()
            + ", which is "
            + other.text()
            + (other.byUser() ? "" : " by default"));
  }
}
