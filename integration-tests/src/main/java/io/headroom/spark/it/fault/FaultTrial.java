/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings a fault about and has the diagnosis of it judged. */
public final class FaultTrial {
  private final Path kept;

  /** With a directory in which the logs of all runs are kept. */
  public FaultTrial(Path kept) {
    this.kept = kept;
  }

  /** Once, with the plugin or, for the Doctor, without. */
  public FaultRun run(FaultRunner runner, Fault fault, Variant variant, int round)
      throws IOException, InterruptedException {
    String name = fault.name() + "-" + round + "-" + (variant.plugin() ? "plugin" : "vanilla");
    FaultEvidence evidence = runner.run(fault, variant, kept, name);
    FaultRun run =
        new FaultRun(
            round,
            fault.name(),
            variant,
            name,
            evidence.words(),
            evidence.result().appSeconds(),
            List.of(),
            Verdict.NOT_BROUGHT_ABOUT);
    return evidence.words().isEmpty() ? run : judge(fault, run);
  }

  /** Judges what is told of a run's logs, which are still kept. */
  FaultRun judge(Fault fault, FaultRun run) throws IOException, InterruptedException {
    if (run.variant().plugin()) {
      String log = Files.readString(kept.resolve(run.evidence() + FaultRunner.DRIVER_LOG));
      List<Told> told = DiagnosisLines.of(log);
      return run.with(told, FaultJudge.withPlugin(fault, told));
    }
    List<Told> told = DoctorProcess.ask(kept.resolve(run.evidence() + FaultRunner.EVENT_LOG));
    return run.with(told, FaultJudge.withoutPlugin(fault, told));
  }
}
