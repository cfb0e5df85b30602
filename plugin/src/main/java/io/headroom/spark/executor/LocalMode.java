/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import org.apache.spark.api.plugin.PluginContext;

/** What differs where driver and executor are one process. */
final class LocalMode {
  /** With one task at a time, a local application that reads while it writes could stand still. */
  private static final int LOCAL_GATE_FLOOR = 2;

  /** The executor id of a driver; Spark keeps the constant to itself. */
  private static final String DRIVER = "driver";

  private LocalMode() {}

  static boolean is(PluginContext context) {
    return DRIVER.equals(context.executorID());
  }

  /** Fewest tasks that the gate always lets run. */
  static int gateFloor(boolean local, int slots) {
    return local ? Math.min(LOCAL_GATE_FLOOR, slots) : 1;
  }
}
