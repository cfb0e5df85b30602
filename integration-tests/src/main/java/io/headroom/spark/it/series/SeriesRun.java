/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a series, as kept in its file.
 *
 * @param round runs of the same round follow each other directly and are compared in pairs
 * @param rightResult whether its result is the one every good run must have
 * @param result the run
 */
record SeriesRun(int round, boolean rightResult, RunResult result) {
  static List<SeriesRun> of(List<SeriesRun> runs, Variant variant) {
    return runs.stream().filter(r -> r.result().variant() == variant).toList();
  }

  /** The run of the same round under another variant; null when there is none. */
  static RunResult partner(List<SeriesRun> runs, SeriesRun run, Variant variant) {
    return of(runs, variant).stream()
        .filter(r -> r.round() == run.round())
        .map(SeriesRun::result)
        .findFirst()
        .orElse(null);
  }

  /** Times of one variant over times of another, over all rounds in which both finished. */
  static Spread ratios(List<SeriesRun> runs, Variant of, Variant to) {
    List<Double> ratios = new ArrayList<>();
    for (SeriesRun run : of(runs, of)) {
      RunResult base = partner(runs, run, to);
      if (base != null && base.finished() && run.result().finished()) {
        ratios.add(run.result().appSeconds() / base.appSeconds());
      }
    }
    return Spread.of(ratios);
  }
}
