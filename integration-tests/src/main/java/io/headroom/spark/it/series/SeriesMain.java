/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import io.headroom.spark.it.cluster.Jvm;
import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.run.AppRunner;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workload;
import io.headroom.spark.it.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs long series, skips what is done already, and says whether each showed what it must. */
@Command(
    name = "bin/series",
    mixinStandardHelpOptions = true,
    description = "Runs named series of runs; results are appended to target/series/<name>.jsonl.")
public final class SeriesMain implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "<name>", description = "series to run; none lists them")
  private List<String> names = new ArrayList<>();

  @Option(names = "--runs", description = "rounds of each series, instead of its own number")
  private Integer rounds;

  @Option(names = "--summary", description = "only judge what has been run")
  private boolean summaryOnly;

  @Option(
      names = "--markdown",
      description = "only print what has been run, of all series, as the README's table")
  private boolean markdown;

  @Spec private CommandSpec spec;

  private SeriesMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SeriesMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path target = Jvm.projectRoot().resolve("integration-tests/target/series");
    if (markdown) {
      System.out.println(MarkdownTable.HEAD);
      for (Series series : Series.all()) {
        List<SeriesRun> runs = new SeriesFile(target, series.name()).read();
        if (!runs.isEmpty()) {
          System.out.println(MarkdownTable.row(series, runs));
        }
      }
      return 0;
    }
    if (names.isEmpty()) {
      for (Series series : Series.all()) {
        System.out.printf(
            "%-20s %d rounds of %s%n", series.name(), series.rounds(), series.variants());
        series.criteria().forEach(c -> System.out.println("    " + c.description()));
      }
      return 0;
    }
    List<Series> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          Series.all().stream()
              .filter(s -> s.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new ParameterException(spec.commandLine(), "no series " + name)));
    }
    boolean passed = true;
    for (Series series : chosen) {
      SeriesFile file = new SeriesFile(target, series.name());
      if (!summaryOnly) {
        run(series, file, target.resolve("logs-" + series.name()));
      }
      passed &= summarize(series, file);
    }
    return passed ? 0 : 1;
  }

  private void run(Series series, SeriesFile file, Path logs) throws Exception {
    Workload workload = Workloads.named(series.workload());
    int wanted = rounds == null ? series.rounds() : rounds;
    try (StandaloneCluster cluster = StandaloneCluster.start(2, 8);
        AppRunner runner = new AppRunner(cluster, logs)) {
      if (cluster.uncontainedReason().isPresent()) {
        throw new IllegalStateException(
            "a series means nothing without containers: " + cluster.uncontainedReason().get());
      }
      for (int round = 1; round <= wanted; round++) {
        List<Variant> order = new ArrayList<>(series.variants());
        if (round % 2 == 0) {
          Collections.reverse(order);
        }
        for (Variant variant : order) {
          if (!file.holds(round, variant)) {
            runOnce(runner, workload, variant, round, file);
          }
        }
      }
    }
  }

  private static void runOnce(
      AppRunner runner, Workload workload, Variant variant, int round, SeriesFile file)
      throws Exception {
    RunResult result = runner.run(workload, variant);
    if (result.finished() && !variant.plugin() && file.rightResult().isEmpty()) {
      file.keepRightResult(result.value());
    }
    if (result.finished() && file.rightResult().isEmpty()) {
      // The plugin came first in this round: have the measure made by a run without it.
      file.keepRightResult(runner.run(workload, Variant.ORACLE).value());
    }
    boolean right =
        result.finished() && workload.sameResult(file.rightResult().orElseThrow(), result.value());
    SeriesRun run = new SeriesRun(round, right, result.withoutValue());
    file.append(run);
    System.out.println("round " + round + "  " + result + (right ? "" : "  [no right result]"));
  }

  private boolean summarize(Series series, SeriesFile file) throws Exception {
    List<SeriesRun> runs = file.read();
    System.out.println();
    System.out.printf("%s, %s%n", series.name(), file);
    System.out.printf(
        "  %-9s %5s %9s %6s %6s %6s  %-28s %s%n",
        "variant", "runs", "finished", "lost", "kills", "shed", "seconds", "peak of limit");
    for (Variant variant : series.variants()) {
      List<RunResult> own = SeriesRun.of(runs, variant).stream().map(SeriesRun::result).toList();
      System.out.printf(
          "  %-9s %5d %9d %6d %6d %6d  %-28s %s%n",
          variant,
          own.size(),
          own.stream().filter(RunResult::finished).count(),
          own.stream().mapToInt(r -> r.executorsLost().size()).sum(),
          own.stream().mapToLong(r -> r.containers().oomKills()).sum(),
          own.stream().mapToInt(r -> r.tasks().shed()).sum(),
          Spread.of(own.stream().map(RunResult::appSeconds).toList()),
          Spread.of(own.stream().map(r -> r.containers().peakOfLimit()).toList()));
    }
    Variant base = series.variants().get(0);
    for (Variant variant : series.variants().subList(1, series.variants().size())) {
      System.out.printf(
          "  %s / %s, time in pairs: %s%n", variant, base, SeriesRun.ratios(runs, variant, base));
    }
    int wanted = rounds == null ? series.rounds() : rounds;
    boolean passed = true;
    for (Variant variant : series.variants()) {
      int done = SeriesRun.of(runs, variant).size();
      if (done < wanted) {
        passed = false;
        System.out.printf("  MISSED  %d of %d %s runs have been made%n", done, wanted, variant);
      }
    }
    for (Criterion criterion : series.criteria()) {
      List<String> misses = criterion.misses(runs);
      passed &= misses.isEmpty();
      System.out.println(
          (misses.isEmpty() ? "  PASSED  " : "  MISSED  ") + criterion.description());
      misses.forEach(m -> System.out.println("          " + m));
    }
    return passed;
  }
}
