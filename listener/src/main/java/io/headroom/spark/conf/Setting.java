/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.util.Optional;

/**
 * A key with the value it has. Immutable.
 *
 * @param text the value as written
 * @param byUser true where it was set, false where it is the default
 */
record Setting<T extends Comparable<T>>(Key<T> key, T value, String text, boolean byUser) {

  /** The setting that the text makes; empty where the text is not allowed. */
  static <T extends Comparable<T>> Optional<Setting<T>> of(
      Key<T> key, String text, boolean byUser) {
    return key.parse(text).map(value -> new Setting<>(key, value, text.trim(), byUser));
  }
}
