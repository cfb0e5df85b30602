/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The first or the last few of many, in order, each once. What is kept does not depend on the order
 * in which things came, as long as the comparator tells any two apart.
 */
final class Kept<T> {
  private final List<T> items = new ArrayList<>(2);
  private final Comparator<? super T> order;
  private final boolean last;

  private Kept(Comparator<? super T> order, boolean last) {
    this.order = order;
    this.last = last;
  }

  static <T> Kept<T> first(Comparator<? super T> order) {
    return new Kept<>(order, false);
  }

  static <T> Kept<T> last(Comparator<? super T> order) {
    return new Kept<>(order, true);
  }

  /** Whether it was kept: false for what is there already or stands beyond the few. */
  boolean add(T item, int most) {
    int at = Collections.binarySearch(items, item, order);
    if (at >= 0) {
      return false;
    }
    at = -at - 1;
    if (!last && at >= most) {
      return false;
    }
    items.add(at, item);
    boolean kept = true;
    while (items.size() > most) {
      kept &= items.remove(last ? 0 : items.size() - 1) != item;
    }
    return kept;
  }

  List<T> items() {
    return items;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  T newest() {
    return items.get(items.size() - 1);
  }

  void dropFirst() {
    items.remove(0);
  }
}
