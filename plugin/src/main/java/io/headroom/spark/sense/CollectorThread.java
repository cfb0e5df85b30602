/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.util.List;

/**
 * Tells the collector's threads of a HotSpot JVM from all others by the names that the kernel shows
 * from outside (15 bytes of them). The VM Thread counts too: it is the one that carries out
 * Serial's collections and every other collector's pauses, and does little else.
 */
final class CollectorThread {
  /** As of JDK 17 to 25: Parallel and G1, G1, Serial, ZGC (in JDK 21 also X…), Shenandoah. */
  private static final List<String> BEGINNINGS =
      List.of(
          "GC Thread#",
          "ParGC Thread#",
          "G1 ",
          "VM Thread",
          "ZDriver",
          "ZDirector",
          "ZWorker",
          "ZUncommitter",
          "ZUnmapper",
          "ZStat",
          "XDriver",
          "XDirector",
          "XWorker",
          "XUncommitter",
          "XUnmapper",
          "XStat",
          "RuntimeWorker",
          "Shenandoah");

  private CollectorThread() {}

  static boolean is(String command) {
    return BEGINNINGS.stream().anyMatch(command::startsWith);
  }
}
