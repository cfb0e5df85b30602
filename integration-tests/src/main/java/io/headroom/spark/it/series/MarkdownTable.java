/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import java.util.List;
import java.util.Locale;

/** What series showed, as the README's table: a row each, of the runs with the plugin. */
final class MarkdownTable {
  static final String HEAD =
      "| command | runs finished | executors lost | tasks shed | peak of limit | time in pairs |\n"
          + "|---|---|---|---|---|---|";

  private MarkdownTable() {}

  /** The row of a series; the first of its variants is what its time is compared with. */
  static String row(Series series, List<SeriesRun> runs) {
    Variant base = series.variants().get(0);
    Variant shown = series.variants().get(series.variants().size() - 1);
    List<RunResult> own = SeriesRun.of(runs, shown).stream().map(SeriesRun::result).toList();
    Spread peak = Spread.of(own.stream().map(r -> 100 * r.containers().peakOfLimit()).toList());
    return String.format(
        Locale.ROOT,
        "| `bin/series %s` | %d of %d | %d | %d | %s | %s |",
        series.name(),
        own.stream().filter(RunResult::finished).count(),
        own.size(),
        own.stream().mapToInt(r -> r.executorsLost().size()).sum(),
        own.stream().mapToInt(r -> r.tasks().shed()).sum(),
        spread(peak, "%.0f", " %"),
        shown == base
            ? "-"
            : spread(SeriesRun.ratios(runs, shown, base), "%.2f", "") + " of " + base);
  }

  private static String spread(Spread spread, String number, String unit) {
    return spread.count() == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            number + unit.replace("%", "%%") + " (" + number + " to " + number + ")",
            spread.median(),
            spread.min(),
            spread.max());
  }
}
