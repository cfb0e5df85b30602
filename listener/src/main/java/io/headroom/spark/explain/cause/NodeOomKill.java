/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel, or a guard of the cloud's, killed the executor for want of memory on the whole node,
 * not at its own limit.
 */
public final class NodeOomKill implements Cause {
  private static final Pattern CLOUD_GUARD =
      Pattern.compile("A process is killed due to memory pressure");
  private static final double HOST_SHORT = 0.9;
  private static final double HOST_TIGHT = 0.8;

  @Override
  public String id() {
    return "node-oom-kill";
  }

  @Override
  public String title() {
    return "Killed because its node was out of memory";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    KillEvidence kill = new KillEvidence(incident);
    Optional<KernelKill> named = kill.named(KernelKill.Scope.NODE);
    if (named.isPresent()) {
      return found(incident, reports, Confidence.CERTAIN, KillEvidence.line(named.get()));
    }
    Optional<Matcher> guard = Words.ofLoss(incident, CLOUD_GUARD);
    if (guard.isPresent()) {
      return found(incident, reports, Confidence.CERTAIN, Words.quote(guard.get()));
    }
    if (!kill.mayBeKilled()) {
      return Optional.empty();
    }
    Optional<KernelKill> someJvm = kill.ofSomeJvm(KernelKill.Scope.NODE);
    if (someJvm.isPresent()) {
      return found(incident, reports, Confidence.LIKELY, KillEvidence.line(someJvm.get()));
    }
    Optional<ExecutorReport> host =
        reports.last().filter(last -> last.binding().equals("HOST") && !kill.masked());
    String level = host.map(ExecutorReport::level).orElse("");
    boolean shed = level.equals("SHED");
    if (host.isEmpty() || !(shed || level.equals("GATE") || reports.pressure() >= HOST_TIGHT)) {
      return Optional.empty();
    }
    return found(
        incident,
        reports,
        shed || reports.pressure() >= HOST_SHORT ? Confidence.LIKELY : Confidence.POSSIBLE,
        "at its last report the node was shorter of memory than the container");
  }

  private Optional<Finding> found(
      Incident incident, LastReports reports, Confidence confidence, String evidence) {
    long available = reports.last().map(r -> r.memory().hostAvailableBytes()).orElse(-1L);
    String left =
        available < 0 ? "" : ": " + Amounts.mib(available) + " were left on it at the last report";
    String own =
        Held.of(reports)
            .filter(held -> held.limit() > 0)
            .map(
                held ->
                    String.format(
                        ", while the executor held %s of its %s",
                        Amounts.mibNumber(held.hard()), Amounts.mib(held.limit())))
            .orElse("");
    return new FindingBuilder(this, incident, confidence)
        .says(
            "%s was %skilled because its node was out of memory%s%s.",
            Words.atHead(Words.who(incident)),
            confidence == Confidence.CERTAIN ? "" : "probably ",
            left,
            own)
        .saw(evidence)
        .saw(ExitCode.line(incident))
        .advise(
            "Put less on the node: all that its containers may use must be less than it has, with"
                + " room for the system (Kubernetes: requests equal to limits; YARN:"
                + " yarn.nodemanager.resource.memory-mb; Standalone: SPARK_WORKER_MEMORY plus what"
                + " executors use beside their heaps).")
        .advise(
            "A larger memoryOverhead alone makes this worse: each executor would then be allowed"
                + " more of what the node does not have.")
        .finding();
  }
}
