/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A map that forgets its eldest entry when it would hold more than it may. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;
  private final transient Consumer<V> forgotten;

  Bounded(int most) {
    this(most, eldest -> {});
  }

  /**
   * @param forgotten is given each value that had to go
   */
  Bounded(int most, Consumer<V> forgotten) {
    this.most = most;
    this.forgotten = forgotten;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    if (size() <= most) {
      return false;
    }
    forgotten.accept(eldest.getValue());
    return true;
  }
}
