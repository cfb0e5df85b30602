/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import java.io.PrintStream;
import java.util.List;

/** Counts verdicts and says whether they are good enough. */
final class FaultSummary {
  /** Of all runs with the plugin. */
  private static final double RIGHT_OVER_ALL = 0.95;

  /** Of the runs of each fault with the plugin. */
  private static final double RIGHT_OF_EACH = 0.8;

  /** Of all event logs without the plugin. */
  private static final double RIGHT_OR_UNKNOWABLE = 0.8;

  private final List<Fault> faults;
  private final List<FaultRun> runs;
  private final PrintStream out;
  private boolean passed = true;

  FaultSummary(List<Fault> faults, List<FaultRun> runs, PrintStream out) {
    this.faults = faults;
    this.runs = runs;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @param wanted runs of each fault, with the plugin and without
   * @return whether all criteria are met
   */
  boolean print(int wanted) {
    out.printf(
        "%n%-16s %-21s %-28s %s%n",
        "fault", "with the plugin", "vanilla log, by the Doctor", "not brought about");
    for (Fault fault : faults) {
      List<FaultRun> plugin = of(fault, true);
      List<FaultRun> vanilla = of(fault, false);
      out.printf(
          "%-16s right %2d of %2d %7s right %2d, unknowable %2d of %2d %2d%n",
          fault.name(),
          count(plugin, Verdict.RIGHT),
          judged(plugin),
          "",
          count(vanilla, Verdict.RIGHT),
          count(vanilla, Verdict.UNKNOWABLE),
          judged(vanilla),
          count(plugin, Verdict.NOT_BROUGHT_ABOUT) + count(vanilla, Verdict.NOT_BROUGHT_ABOUT));
      each(
          judged(plugin) >= wanted && judged(vanilla) >= wanted,
          fault.name() + ": " + wanted + " runs each have been made");
      each(
          count(plugin, Verdict.RIGHT) >= RIGHT_OF_EACH * judged(plugin),
          fault.name() + ": right in at least 8 of 10 with the plugin");
    }
    List<FaultRun> plugin = ofAll(true);
    List<FaultRun> vanilla = ofAll(false);
    share(
        "right over all with the plugin",
        count(plugin, Verdict.RIGHT),
        judged(plugin),
        RIGHT_OVER_ALL);
    share(
        "right or rightly told as unknowable by the Doctor on vanilla logs",
        count(vanilla, Verdict.RIGHT) + count(vanilla, Verdict.UNKNOWABLE),
        judged(vanilla),
        RIGHT_OR_UNKNOWABLE);
    long certain =
        runs.stream()
            .filter(FaultRun::judged)
            .filter(r -> faults.stream().anyMatch(f -> f.name().equals(r.fault())))
            .filter(r -> FaultJudge.certainAndWrong(Faults.named(r.fault()), r.told()))
            .count();
    criterion(certain == 0, "never certain and wrong (" + certain + " times)");
    return passed;
  }

  private void share(String what, long right, long of, double least) {
    double share = of == 0 ? 0 : (double) right / of;
    criterion(
        share >= least,
        String.format(
            "%s: %d of %d, %.0f %%; at least %.0f %%", what, right, of, 100 * share, 100 * least));
  }

  private void criterion(boolean met, String what) {
    passed &= met;
    out.println((met ? "  PASSED  " : "  MISSED  ") + what);
  }

  /** The same for what is told only when it is missed. */
  private void each(boolean met, String what) {
    if (!met) {
      criterion(false, what);
    }
  }

  private List<FaultRun> of(Fault fault, boolean plugin) {
    return ofAll(plugin).stream().filter(r -> r.fault().equals(fault.name())).toList();
  }

  private List<FaultRun> ofAll(boolean plugin) {
    return runs.stream()
        .filter(r -> r.variant().plugin() == plugin)
        .filter(r -> faults.stream().anyMatch(f -> f.name().equals(r.fault())))
        .toList();
  }

  private static long judged(List<FaultRun> of) {
    return of.stream().filter(FaultRun::judged).count();
  }

  private static long count(List<FaultRun> of, Verdict verdict) {
    return of.stream().filter(r -> r.verdict() == verdict).count();
  }
}
