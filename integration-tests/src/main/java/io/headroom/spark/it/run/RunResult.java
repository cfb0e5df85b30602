/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.headroom.spark.it.cluster.ContainerReport;
import java.util.List;

/**
 * One application, run once.
 *
 * @param workload what was run
 * @param variant how
 * @param run name of the run, under which its logs are kept
 * @param outcome how it ended
 * @param message the failure in Spark's words, empty where there was none
 * @param value the result
 * @param appSeconds wall time from asking for a context to the result
 * @param jobSeconds wall time of the job alone
 * @param removed executors removed on the way
 * @param tasks what became of its task attempts
 * @param containers what the kernel says about its containers
 * @param headroomLines the log lines of the plugin, executors' first, then the driver's
 * @param logs directory with the complete logs
 */
public record RunResult(
    String workload,
    Variant variant,
    String run,
    Outcome outcome,
    String message,
    String value,
    double appSeconds,
    double jobSeconds,
    List<RemovedExecutor> removed,
    Tasks tasks,
    ContainerReport containers,
    List<String> headroomLines,
    String logs) {

  /** Executors lost, those given back on purpose not counted. */
  @JsonIgnore
  public List<RemovedExecutor> executorsLost() {
    return removed.stream().filter(RemovedExecutor::lost).toList();
  }

  /** True when it gave its result. */
  @JsonIgnore
  public boolean finished() {
    return outcome == Outcome.FINISHED;
  }

  /** The same without its result, which may be long, for a line in a file of many runs. */
  public RunResult withoutValue() {
    return new RunResult(
        workload,
        variant,
        run,
        outcome,
        message,
        "",
        appSeconds,
        jobSeconds,
        removed,
        tasks,
        containers,
        headroomLines,
        logs);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        "%-14s %-8s %-10s app %5.1f s, job %5.1f s, executors lost %d, kernel kills %d, tasks %d ok"
            + " %d failed %d shed %d killed, peak %4d MiB (%3.0f %%)%s",
        workload,
        variant,
        outcome,
        appSeconds,
        jobSeconds,
        executorsLost().size(),
        containers.oomKills(),
        tasks.succeeded(),
        tasks.failed(),
        tasks.shed(),
        tasks.killedOtherwise(),
        containers.peakHardBytes() >> 20,
        100 * containers.peakOfLimit(),
        message.isEmpty() ? "" : "\n    " + message.lines().findFirst().orElse(""));
  }
}
