/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.demo;

import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import java.util.List;

/** The table at the end of the demonstration. */
final class DemoTable {
  private DemoTable() {}

  static String title(Variant variant) {
    return switch (variant) {
      case VANILLA -> "vanilla Spark";
      case HEADROOM -> "with Headroom";
      case OBSERVE -> "observing only";
      case ORACLE -> "without a limit";
    };
  }

  static String of(List<RunResult> results) {
    double free =
        results.stream()
            .filter(r -> r.variant() == Variant.ORACLE && r.finished())
            .mapToDouble(RunResult::appSeconds)
            .findFirst()
            .orElse(Double.NaN);
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-16s %-10s %14s %10s %14s %9s %16s%n",
            "run",
            "outcome",
            "executors lost",
            "tasks shed",
            "peak of limit",
            "time",
            "against no limit"));
    for (RunResult r : results) {
      boolean limited = r.containers().limitBytes() > 0;
      table.append(
          String.format(
              "%-16s %-10s %14d %10d %14s %7.1f s %16s%n",
              title(r.variant()),
              r.outcome(),
              r.executorsLost().size(),
              r.tasks().shed(),
              limited ? String.format("%.0f %%", 100 * r.containers().peakOfLimit()) : "-",
              r.appSeconds(),
              r.finished() && free > 0 ? String.format("%.2f x", r.appSeconds() / free) : "-"));
    }
    return table.toString();
  }
}
