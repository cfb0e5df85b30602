/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.Jvm;
import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.run.AppRunner;
import io.headroom.spark.it.run.JsonLines;
import io.headroom.spark.it.run.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings faults about, skips what is done already, and says how often the cause was told. */
@Command(
    name = "bin/faults",
    mixinStandardHelpOptions = true,
    description =
        "Loses executors on purpose, with the plugin and without, and judges what is told of it."
            + " Results are appended to target/faults/runs.jsonl, logs are kept beside it.")
public final class FaultsMain implements Callable<Integer> {
  /** A fault that Spark survives is tried again so often before the series goes on. */
  private static final int TRIES = 3;

  @Parameters(
      arity = "0..*",
      paramLabel = "<fault>",
      description = "faults, or all; none lists them")
  private List<String> names = new ArrayList<>();

  @Option(names = "--runs", description = "of each fault, with the plugin and without; 10")
  private int rounds = 10;

  @Option(names = "--without", description = "runs to leave out: plugin or vanilla")
  private String without = "";

  @Option(names = "--summary", description = "only count what has been run")
  private boolean summaryOnly;

  @Option(
      names = "--judge-again",
      description = "only judge the logs kept anew, by the diagnosis as it is now; no clusters")
  private boolean judgeAgain;

  @Spec private CommandSpec spec;

  private FaultsMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FaultsMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (names.isEmpty()) {
      for (Fault fault : Faults.all()) {
        System.out.printf(
            "%-16s %s%n%-16s is %s%n", fault.name(), fault.description(), "", fault.cause());
      }
      return 0;
    }
    List<Fault> chosen = chosen();
    Path target = Jvm.projectRoot().resolve("integration-tests/target/faults");
    Files.createDirectories(target);
    JsonLines<FaultRun> file = new JsonLines<>(target.resolve("runs.jsonl"), FaultRun.class);
    FaultTrial trial = new FaultTrial(target.resolve("evidence"));
    if (judgeAgain) {
      judgeAgain(chosen, file, trial);
    } else if (!summaryOnly) {
      run(chosen, file, trial, target.resolve("logs"));
    }
    System.out.println(file);
    return new FaultSummary(chosen, file.read(), System.out).print(rounds) ? 0 : 1;
  }

  private List<Fault> chosen() {
    if (names.equals(List.of("all"))) {
      return Faults.all();
    }
    try {
      return names.stream().map(Faults::named).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void run(List<Fault> faults, JsonLines<FaultRun> file, FaultTrial trial, Path logs)
      throws IOException, InterruptedException {
    try (StandaloneCluster cluster = StandaloneCluster.start(2, 8);
        AppRunner apps = new AppRunner(cluster, logs)) {
      FaultRunner runner = new FaultRunner(cluster, apps);
      // Round by round, so that a slow hour of the machine does not fall on one fault alone.
      for (int round = 1; round <= rounds; round++) {
        for (Fault fault : faults) {
          for (Variant variant : List.of(fault.withPlugin(), Variant.VANILLA)) {
            if (!without.equals(variant.plugin() ? "plugin" : "vanilla")) {
              runUntilBroughtAbout(runner, trial, fault, variant, round, file);
            }
          }
        }
      }
    }
  }

  private static void runUntilBroughtAbout(
      FaultRunner runner,
      FaultTrial trial,
      Fault fault,
      Variant variant,
      int round,
      JsonLines<FaultRun> file)
      throws IOException, InterruptedException {
    for (int attempt = 0; attempt < TRIES && !done(file, fault, variant, round); attempt++) {
      FaultRun run = trial.run(runner, fault, variant, round);
      file.append(run);
      System.out.println(run);
    }
  }

  private static boolean done(JsonLines<FaultRun> file, Fault fault, Variant variant, int round)
      throws IOException {
    return file.read().stream()
        .anyMatch(
            r ->
                r.judged()
                    && r.round() == round
                    && r.fault().equals(fault.name())
                    && r.variant().plugin() == variant.plugin());
  }

  private static void judgeAgain(List<Fault> faults, JsonLines<FaultRun> file, FaultTrial trial)
      throws IOException, InterruptedException {
    List<FaultRun> judged = new ArrayList<>();
    for (FaultRun run : file.read()) {
      boolean asked = faults.stream().anyMatch(f -> f.name().equals(run.fault()));
      if (asked && run.judged()) {
        judged.add(trial.judge(Faults.named(run.fault()), run));
        System.out.println(judged.get(judged.size() - 1));
      } else {
        judged.add(run);
      }
    }
    file.replace(judged);
  }
}
