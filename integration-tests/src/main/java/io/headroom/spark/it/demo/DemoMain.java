/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.demo;

import io.headroom.spark.it.cluster.Jvm;
import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.run.AppRunner;
import io.headroom.spark.it.run.HeadroomLog;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.TrigramIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The demonstration: a job that vanilla Spark loses, and the same job with one jar and one line.
 */
@Command(
    name = "bin/demo",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Runs a job over TPC-H data, whose tasks need native memory, in a container too small for"
            + " it: without Headroom, with it, and without a limit. Ends with 0 when Headroom's run"
            + " finished with the right result, without losing an executor, where vanilla lost"
            + " some.")
public final class DemoMain implements Callable<Integer> {
  private static final int ACTIONS_SHOWN = 12;

  @Option(names = "--sf", description = "scale of the data; 1 is 6 million lines")
  private double scale = 0.5;

  @Option(names = "--limit", description = "memory limit of the executor's container in MiB")
  private int limitMiB = 768;

  @Option(names = "--logs", description = "where each run's logs are kept")
  private Path logs = Jvm.projectRoot().resolve("integration-tests/target/demo");

  @Option(
      names = "--live",
      description = "rewrite the progress line in place; bin/demo says so on a terminal")
  private boolean live;

  private DemoMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new DemoMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    TrigramIndex job = new TrigramIndex(scale, limitMiB);
    System.out.println("Starting a Spark Standalone cluster: master and worker as own processes");
    try (StandaloneCluster cluster = StandaloneCluster.start();
        AppRunner runner = new AppRunner(cluster, logs)) {
      boolean contained = cluster.uncontainedReason().isEmpty();
      System.out.println("Job: " + job.description());
      System.out.printf(
          "     4 tasks at a time, %d MiB of heap, scale %s%n", job.sizing().heapMiB(), scale);
      if (contained) {
        System.out.printf(
            "     each executor in a memory cgroup of %d MiB, enforced by the kernel%n", limitMiB);
      } else {
        explainUncontained(cluster.uncontainedReason().get());
      }
      List<RunResult> results = new ArrayList<>();
      RunResult data = generate(runner, job);
      System.out.printf("TPC-H lineitem at scale %s is there (%.0f s)%n", scale, data.appSeconds());
      for (Variant variant : List.of(Variant.VANILLA, Variant.HEADROOM, Variant.ORACLE)) {
        results.add(show(runner, job, variant));
      }
      System.out.println();
      System.out.print(DemoTable.of(results));
      System.out.println("Logs: " + logs);
      return verdict(results.get(0), results.get(1), results.get(2), contained);
    }
  }

  private RunResult generate(AppRunner runner, TrigramIndex job) throws Exception {
    try (ProgressLine line = new ProgressLine("data", live)) {
      RunResult made =
          runner.run(job.preparation().orElseThrow(), Variant.ORACLE, Map.of(), line::update);
      if (!made.finished()) {
        throw new IllegalStateException("no data: " + made);
      }
      return made;
    }
  }

  private RunResult show(AppRunner runner, TrigramIndex job, Variant variant) throws Exception {
    RunResult result;
    try (ProgressLine line = new ProgressLine(DemoTable.title(variant), live)) {
      result = runner.run(job, variant, Map.of(), line::update);
    }
    System.out.printf(
        "%-16s %s after %.1f s%n", DemoTable.title(variant), result.outcome(), result.appSeconds());
    result
        .executorsLost()
        .forEach(
            e ->
                System.out.printf(
                    "    Spark: executor %s lost after %.1f s: %s%n",
                    e.id(), e.secondsIntoRun(), e.reason()));
    result.message().lines().limit(2).forEach(l -> System.out.println("    Spark: " + l));
    List<String> actions = HeadroomLog.actions(result.headroomLines());
    actions.stream().limit(ACTIONS_SHOWN).forEach(l -> System.out.println("    " + l));
    if (actions.size() > ACTIONS_SHOWN) {
      System.out.printf("    ... and %d more in the logs%n", actions.size() - ACTIONS_SHOWN);
    }
    if (result.finished()) {
      System.out.println("    Result: " + result.value());
    }
    return result;
  }

  private static void explainUncontained(String reason) {
    System.out.println("     This machine lets nobody make memory cgroups here (" + reason + ").");
    System.out.println(
        "     So Headroom is told the limit by spark.headroom.memory.limit, and nothing would have"
            + " been killed: vanilla finishes too, and only what Headroom does can be seen.");
  }

  private static int verdict(
      RunResult vanilla, RunResult headroom, RunResult oracle, boolean contained) {
    boolean survived =
        headroom.finished()
            && headroom.executorsLost().isEmpty()
            && oracle.finished()
            && headroom.value().equals(oracle.value());
    boolean vanillaLost = !vanilla.executorsLost().isEmpty();
    if (survived && (vanillaLost || !contained)) {
      System.out.println(
          contained
              ? "Shown: vanilla Spark lost executors"
                  + (vanilla.finished() ? "" : " and the job")
                  + "; with Headroom it finished with the right result and lost none."
              : "Shown: with Headroom the job finished with the right result.");
      return 0;
    }
    System.out.println(
        "NOT shown: "
            + (vanillaLost || !contained ? "" : "vanilla lost no executor; ")
            + (survived ? "" : "Headroom's run did not end as it should."));
    return 1;
  }
}
