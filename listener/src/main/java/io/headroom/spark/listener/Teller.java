/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

/**
 * Which listener of this JVM tells. There is one application in a driver, so what the plugin
 * installs and what {@code spark.extraListeners} names hear the same: the plugin's tells, as it
 * knows more, and of two others the younger. Thread-safe.
 */
final class Teller {
  private static HeadroomListener current;

  private Teller() {}

  /** Asks to be the one; whoever was before is silenced. */
  static boolean claim(HeadroomListener listener, boolean knowsMore) {
    HeadroomListener before;
    synchronized (Teller.class) {
      if (current != null && current.knowsMore() && !knowsMore) {
        return false;
      }
      before = current;
      current = listener;
    }
    if (before != null) {
      before.silence();
    }
    return true;
  }

  /** Makes room for the next application's. */
  static void release(HeadroomListener listener) {
    synchronized (Teller.class) {
      if (current == listener) {
        current = null;
      }
    }
  }
}
