/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.record.ProcessLook;

/** Evidence of silence, in lines. */
final class Looks {
  private Looks() {}

  /** What was seen of a silent process from outside. */
  static String line(ProcessLook look) {
    StringBuilder line = new StringBuilder("seen from its host: state ").append(look.state());
    if (look.swappedBytes() > 0) {
      line.append(", ").append(Amounts.mib(look.swappedBytes())).append(" swapped out");
    }
    if (look.majorFaultsPerSecond() > 0) {
      line.append(", ").append(whole(look.majorFaultsPerSecond())).append(" major faults a second");
    }
    if (look.collectorCpuShare() >= 0) {
      line.append(", collector at ").append(Amounts.percent(look.collectorCpuShare()));
      line.append(" CPU, others at ").append(Amounts.percent(look.otherCpuShare()));
    }
    if (look.throttledShare() > 0) {
      line.append(", throttled ").append(Amounts.percent(look.throttledShare()));
    }
    return line.toString();
  }

  /** When the reports ended; empty where there were none. */
  static String reportsEnded(Silence silence) {
    return silence.reports().none()
        ? ""
        : "last report "
            + Amounts.secondsOfMillis(silence.reports().silentMillis())
            + " before the end";
  }

  /** A rate without its fraction; "unknown" for NaN. */
  static String whole(double value) {
    return Double.isNaN(value) ? "unknown" : Long.toString(Math.round(value));
  }
}
