/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.ExecutorReport.Stalls;
import java.util.ArrayList;
import java.util.List;

/** Signs in the driver's own reports that it could not receive what executors sent. */
final class DriverSigns {
  /** A pause from which on heartbeats of 10 s are missed. */
  private static final long LONG_PAUSE_MILLIS = 10_000;

  /** A thread that has to read its pages back is late by this much again and again. */
  private static final long SWAP_PAUSE_MILLIS = 1_000;

  private static final double THRASH_FAULTS_PER_SECOND = 100;

  private final LastReports reports;

  DriverSigns(Incident incident) {
    this.reports = new LastReports(incident.driverReports(), incident.timeMillis());
  }

  /** Whether a larger heap of the driver's may help. */
  boolean collecting() {
    return reports.mean(Stalls::collectionShare) >= Silence.MOSTLY;
  }

  /** What is wrong with the driver, one line each; empty where nothing is or nothing is known. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    double collection = reports.mean(Stalls::collectionShare);
    if (collection >= Silence.MOSTLY) {
      lines.add("the driver spent " + Amounts.percent(collection) + " of its time in collections");
    }
    double throttled = reports.mean(Stalls::throttledShare);
    if (throttled >= Silence.MOSTLY) {
      lines.add(
          "the driver was out of CPU quota for " + Amounts.percent(throttled) + " of the time");
    }
    double hiccup = reports.worst(stalls -> (double) stalls.longestHiccupMillis());
    if (hiccup >= LONG_PAUSE_MILLIS) {
      lines.add("a thread of the driver had to wait " + Amounts.secondsOfMillis((long) hiccup));
    }
    if (reports.longestGapMillis() >= LONG_PAUSE_MILLIS) {
      lines.add(
          "the driver itself made no report for "
              + Amounts.secondsOfMillis(reports.longestGapMillis()));
    }
    // Swap-in is the host's, and so are faults where the driver has no cgroup of its own.
    if (hiccup >= SWAP_PAUSE_MILLIS
        && reports.worst(Stalls::swapInBytesPerSecond) >= Amounts.MIB
        && reports.worst(Stalls::majorFaultsPerSecond) >= THRASH_FAULTS_PER_SECOND) {
      lines.add("the driver waited for pages from swap");
    }
    return lines;
  }
}
