/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.record.ProcessLook;
import java.util.Locale;

/** A look from outside in words. */
final class LookWords {
  private LookWords() {}

  static String of(ProcessLook look) {
    if (look.state() == 'X') {
      return "its process " + look.pid() + " is gone";
    }
    return String.format(
        Locale.ROOT,
        "process %d %s: %s swapped out, %s major faults/s, collector %s and the rest %s of a CPU,"
            + " out of CPU quota %s of the time",
        look.pid(),
        state(look.state()),
        look.swappedBytes() < 0 ? "unknown MiB" : (look.swappedBytes() >> 20) + " MiB",
        number(look.majorFaultsPerSecond()),
        percent(look.collectorCpuShare()),
        percent(look.otherCpuShare()),
        percent(look.throttledShare()));
  }

  private static String state(char state) {
    return switch (state) {
      case 'R' -> "runs";
      case 'S', 'I' -> "sleeps";
      case 'D' -> "waits for a disk";
      case 'T' -> "is stopped";
      case 't' -> "is held by a debugger";
      case 'Z' -> "has ended";
      default -> "is in state " + state;
    };
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : Math.round(100 * share) + " %";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.0f", value);
  }
}
