/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells which component took more than there is for it, and what makes that one smaller. */
final class BudgetAdvice {
  private static final String BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch";
  private static final long DEFAULT_BATCH = 10_000;

  /** Fewer rows to a batch cost more than they save. */
  private static final long LEAST_BATCH = 500;

  private BudgetAdvice() {}

  /** Empty where every component keeps within its budget. */
  static Optional<Advice> overrun(Budget budget, Grant grant) {
    List<Budget.Line> over = budget.overruns();
    if (over.isEmpty()) {
      return Optional.empty();
    }
    // The sum is over whenever a part is; the part says more.
    Budget.Line most =
        over.stream()
            .filter(line -> line.component() != Component.BESIDE_HEAP)
            .findFirst()
            .orElse(over.get(0));
    return Optional.of(
        new Advice(
            "budget",
            Severity.WARNING,
            "More was taken than there is",
            String.format(
                Locale.ROOT,
                "%s took %s of %s that there are for it (%s): %s over.%s",
                capital(most.component().title()),
                Mebibytes.text(most.peak().max()),
                Mebibytes.text(most.budgetBytes()),
                most.from(),
                Mebibytes.text(most.overrunBytes()),
                grant.profileId() == 0 ? "" : " Resource profile " + grant.profileId() + "."),
            budget.lines().stream().map(Budget.Line::text).toList(),
            List.of()));
  }

  /** Empty where the heap had room after collections. */
  static Optional<Advice> tightHeap(Budget budget, ProfilePeaks peaks) {
    Budget.Line heap = budget.line(Component.HEAP_LIVE);
    boolean collectsOldEarly =
        !peaks.collector().equals("Serial") && !peaks.collector().equals("Parallel");
    if (!heap.nearlyUsed() || !collectsOldEarly) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            "tight-heap",
            Severity.WARNING,
            "The heap is nearly full of live objects",
            String.format(
                Locale.ROOT,
                "%s of %s of heap were live after a collection; collections take more and more time"
                    + " from there (%.0f %% of the tasks' time so far). Smaller partitions or fewer"
                    + " tasks at once first, then a larger spark.executor.memory.",
                Mebibytes.text(heap.peak().max()),
                Mebibytes.text(heap.budgetBytes()),
                peaks.collectionShare() * 100),
            List.of(heap.peak().line()),
            List.of()));
  }

  /** Smaller Arrow batches, where Python took too much. */
  static Optional<Advice> pythonBatch(Budget budget, Losses losses, EffectiveConf conf) {
    Budget.Line python = budget.line(Component.PYTHON);
    boolean lost = losses.python() > 0 || losses.pythonKills() > 0;
    if (python.peak().max() <= 0 || !(lost || python.overrunBytes() > 0)) {
      return Optional.empty();
    }
    long now = conf.count(BATCH, DEFAULT_BATCH);
    double times =
        2 * Math.max(1, python.peak().max() / (double) Math.max(1, python.budgetBytes()));
    long fewer = Math.max(LEAST_BATCH, (long) (now / times) / 100 * 100);
    // 0 and less mean no bound, and then it is the number of rows in a partition.
    long then = now <= 0 ? DEFAULT_BATCH / 2 : fewer;
    if (now > 0 && then >= now) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            "python-batch",
            Severity.INFO,
            "Smaller batches for Python",
            String.format(
                Locale.ROOT,
                "Python workers took %s of %s. Where UDFs are pandas or Arrow ones, a worker holds a"
                    + " few batches at a time: make them %d rows instead of %s.",
                Mebibytes.text(python.peak().max()),
                Mebibytes.text(python.budgetBytes()),
                then,
                now <= 0 ? "a whole partition" : Long.toString(now)),
            List.of(python.text()),
            List.of(
                new Setting(
                    BATCH,
                    Long.toString(then),
                    String.format(
                        Locale.ROOT, "was %d; peak and budget of Python workers", now)))));
  }

  private static String capital(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}
