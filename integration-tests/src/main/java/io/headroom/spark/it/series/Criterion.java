/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import io.headroom.spark.it.run.HeadroomLog;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the runs of a series must have shown. */
interface Criterion {
  /** What the tasks of the workloads that close the gate take by themselves, at the most. */
  double OWN_WORK_SECONDS = 10;

  /** In words, with its numbers. */
  String description();

  /** What was missed, in words; empty when the series passes. */
  List<String> misses(List<SeriesRun> runs);

  /** Every run of a variant must be so. */
  static Criterion every(Variant variant, String description, Predicate<SeriesRun> wanted) {
    return new Criterion() {
      @Override
      public String description() {
        return "every " + variant + " run: " + description;
      }

      @Override
      public List<String> misses(List<SeriesRun> runs) {
        List<String> misses = new ArrayList<>();
        List<SeriesRun> own = SeriesRun.of(runs, variant);
        if (own.isEmpty()) {
          misses.add("no " + variant + " run");
        }
        for (SeriesRun run : own) {
          if (!wanted.test(run)) {
            misses.add("round " + run.round() + " not: " + description + ": " + run.result());
          }
        }
        return misses;
      }
    };
  }

  /** It finishes with the same result as the oracle's or vanilla's, and loses at most so many. */
  static Criterion survives(int executorsLost) {
    return every(
        Variant.HEADROOM,
        "finishes, right result, at most " + executorsLost + " executors lost",
        r ->
            r.result().finished()
                && r.rightResult()
                && r.result().executorsLost().size() <= executorsLost);
  }

  /** The kernel kills nothing in it. */
  static Criterion noKernelKills() {
    return every(Variant.HEADROOM, "no kernel kills", r -> r.result().containers().oomKills() == 0);
  }

  /** Nothing is done at the gate's threshold or above. */
  static Criterion noAlarms() {
    return every(
        Variant.HEADROOM,
        "no gate closed and no task shed",
        r ->
            HeadroomLog.alarms(r.result().headroomLines()).isEmpty()
                && r.result().tasks().shed() == 0);
  }

  /**
   * The gate is closed at some point, and nobody waits there too long: a wait is part of the
   * attempt's time as Spark tells it, so no attempt may take longer than the bound and its own
   * work.
   */
  static Criterion gateClosedAndBounded(double maxWaitSeconds) {
    double bound = maxWaitSeconds + OWN_WORK_SECONDS;
    return every(
        Variant.HEADROOM,
        "gate closed at some point, no task attempt longer than " + bound + " s",
        r ->
            HeadroomLog.gateClosed(r.result().headroomLines())
                && r.result().tasks().longestSeconds() <= bound);
  }

  /** The median of time with the plugin over time without a limit. */
  static Criterion medianRatioAtMost(double bound) {
    return new Criterion() {
      @Override
      public String description() {
        return "median time against the no-limit run <= " + bound;
      }

      @Override
      public List<String> misses(List<SeriesRun> runs) {
        Spread ratios = SeriesRun.ratios(runs, Variant.HEADROOM, Variant.ORACLE);
        return ratios.count() > 0 && ratios.median() <= bound
            ? List.of()
            : List.of("median ratio " + ratios + " is above " + bound);
      }
    };
  }

  /** Observing changes nothing: outcome and cause as vanilla's of the same round, deaths +-1. */
  static Criterion observesOnly() {
    return new Criterion() {
      @Override
      public String description() {
        return "outcome and loss cause as vanilla's of the same round, executor deaths +-1, actions"
            + " told";
      }

      @Override
      public List<String> misses(List<SeriesRun> runs) {
        List<String> misses = new ArrayList<>();
        for (SeriesRun run : SeriesRun.of(runs, Variant.OBSERVE)) {
          RunResult observed = run.result();
          RunResult vanilla = SeriesRun.partner(runs, run, Variant.VANILLA);
          int deaths = observed.executorsLost().size();
          boolean same =
              vanilla != null
                  && observed.outcome() == vanilla.outcome()
                  && Math.abs(deaths - vanilla.executorsLost().size()) <= 1
                  && causes(observed).equals(causes(vanilla))
                  && observed.tasks().shed() == 0
                  && !HeadroomLog.would(observed.headroomLines()).isEmpty();
          if (!same) {
            misses.add("round " + run.round() + ":\n  " + observed + "\n  " + vanilla);
          }
        }
        return misses;
      }

      private List<String> causes(RunResult result) {
        return result.executorsLost().stream().map(e -> e.reason()).distinct().sorted().toList();
      }
    };
  }

  /** Headroom's own threads and callbacks use at most so much of the process's CPU time. */
  static Criterion ownCpuAtMost(double percent) {
    return every(
        Variant.HEADROOM,
        "own CPU time told and at most " + percent + " %",
        r -> {
          var share = HeadroomLog.ownCpuPercent(r.result().headroomLines());
          return share.isPresent() && share.getAsDouble() <= percent;
        });
  }

  /** Vanilla loses the job. */
  static Criterion vanillaLosesTheJob(int executorsLost) {
    return every(
        Variant.VANILLA,
        "job aborted after " + executorsLost + " executor deaths or more",
        r ->
            r.result().outcome() == io.headroom.spark.it.run.Outcome.FAILED
                && r.result().executorsLost().size() >= executorsLost);
  }
}
