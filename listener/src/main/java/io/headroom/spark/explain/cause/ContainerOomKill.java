/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.ExecutorView;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.record.KernelKill;
import java.util.Optional;

/** The kernel killed the executor, or a process of it, because its cgroup was at its limit. */
public final class ContainerOomKill implements Cause {
  /**
   * Spark's own sums are told with each heartbeat, so a peak this near to the limit is one at it.
   */
  private static final double AT_LIMIT = 0.95;

  private static final double NEAR_LIMIT = 0.9;
  private static final double HIGH_PRESSURE = 0.8;

  /** Reports come at least every 200 ms under pressure; a kill follows within this time. */
  private static final double SOON_SECONDS = 3;

  @Override
  public String id() {
    return "container-oom-kill";
  }

  @Override
  public String title() {
    return "Killed at the memory limit of its container";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    Optional<ContainerStatuses> status = ContainerStatuses.ofExecutor(incident);
    if (status.filter(ContainerStatuses::oomKilled).isPresent()) {
      return byKubernetes(incident, reports, status.get());
    }
    KillEvidence kill = new KillEvidence(incident);
    Optional<KernelKill> named = kill.named(KernelKill.Scope.CGROUP);
    if (named.isPresent()) {
      return found(incident, reports, Confidence.CERTAIN, KillEvidence.line(named.get()));
    }
    if (incident.kind() == Incident.Kind.PROCESS_KILLED) {
      return ofChild(incident, reports, kill);
    }
    if (!kill.mayBeKilled()) {
      return Optional.empty();
    }
    // Kubernetes names a container's OOM kill, so another reason speaks against one.
    boolean contradicted = status.filter(s -> !s.reason().isEmpty()).isPresent();
    Optional<KernelKill> someJvm = kill.ofSomeJvm(KernelKill.Scope.CGROUP);
    if (someJvm.isPresent()) {
      return found(incident, reports, Confidence.LIKELY, KillEvidence.line(someJvm.get()));
    }
    if (reports.killCounterRoseAtEnd()) {
      return found(
          incident,
          reports,
          kill.masked() || contradicted ? Confidence.LIKELY : Confidence.CERTAIN,
          "the container's count of OOM kills rose right before the end");
    }
    return byMeasure(incident, reports, kill, contradicted);
  }

  private Optional<Finding> byKubernetes(
      Incident incident, LastReports reports, ContainerStatuses status) {
    boolean whole = status.exitCode() == ExitCode.KILLED;
    return found(
        incident,
        reports,
        whole ? Confidence.CERTAIN : Confidence.LIKELY,
        "Kubernetes: container " + status.name() + ", termination reason: OOMKilled");
  }

  /**
   * The container's count of kills rose and the JVM lives; Python workers have a cause of their
   * own.
   */
  private Optional<Finding> ofChild(Incident incident, LastReports reports, KillEvidence kill) {
    boolean python =
        kill.ofPython().isPresent()
            || (incident.kernelKills().isEmpty()
                && reports.largest(report -> report.memory().pythonBytes()) > 0);
    if (python) {
      return Optional.empty();
    }
    String child =
        incident.kernelKills().stream()
            .findFirst()
            .map(KillEvidence::line)
            .orElse("the container's count of OOM kills rose while the executor lived on");
    return found(incident, reports, Confidence.CERTAIN, child);
  }

  private Optional<Finding> byMeasure(
      Incident incident, LastReports reports, KillEvidence kill, boolean contradicted) {
    double share = reports.share();
    boolean growing = share >= 0.5 && reports.secondsToLimit() <= SOON_SECONDS;
    boolean lossless = kill.maskedAsWanted() && incident.failures().isEmpty() && !growing;
    if ((share >= AT_LIMIT || growing) && !lossless) {
      return found(
          incident,
          reports,
          contradicted ? Confidence.POSSIBLE : Confidence.LIKELY,
          closeness(reports));
    }
    if (kill.masked()) {
      return Optional.empty();
    }
    if (share >= NEAR_LIMIT || reports.pressure() >= HIGH_PRESSURE) {
      return found(incident, reports, Confidence.POSSIBLE, closeness(reports));
    }
    return reports.none() && !contradicted ? bySpark(incident, reports) : Optional.empty();
  }

  /** By the process tree's peaks in Spark's own metrics, which cover the whole life. */
  private Optional<Finding> bySpark(Incident incident, LastReports reports) {
    ExecutorView view = incident.executor();
    InForce inForce = InForce.of(incident);
    long resident = Math.max(0, view.peakJvmRssBytes()) + Math.max(0, view.peakPythonBytes());
    if (resident < AT_LIMIT * inForce.containerBytes()) {
      return Optional.empty();
    }
    return found(
        incident,
        reports,
        inForce.sizesContainer() ? Confidence.LIKELY : Confidence.POSSIBLE,
        String.format(
            "Spark's metrics: at its peak the process tree held %s; heap and overhead are %s",
            Amounts.mib(resident), Amounts.mib(inForce.containerBytes())));
  }

  private Optional<Finding> found(
      Incident incident, LastReports reports, Confidence confidence, String evidence) {
    InForce inForce = InForce.of(incident);
    Optional<Held> held = Held.of(reports);
    String killed =
        String.format(
            "The kernel %skilled %s at its container limit",
            confidence == Confidence.CERTAIN
                ? ""
                : confidence == Confidence.LIKELY ? "most likely " : "may have ",
            incident.kind() == Incident.Kind.PROCESS_KILLED
                ? "a process of " + Words.who(incident)
                : Words.who(incident));
    String limit = inForce.sizesContainer() ? " of " + Amounts.mib(inForce.containerBytes()) : "";
    FindingBuilder draft =
        new FindingBuilder(this, incident, confidence)
            .says(held.map(h -> killed + before(reports, h) + ".").orElse(killed + limit + "."))
            .saw(evidence)
            .saw(ExitCode.line(incident));
    held.ifPresent(
        h ->
            draft.saw(
                String.format(
                    "last report %s before the end: %s of %s hard%s",
                    Amounts.secondsOfMillis(reports.silentMillis()),
                    Amounts.mib(h.hard()),
                    Amounts.mib(h.limit()),
                    growth(reports))));
    new ContainerAdvice(inForce).give(draft, incident, held);
    return draft.finding();
  }

  /** A report that came too early to see the limit reached must not be told as if it had. */
  private static String before(LastReports reports, Held held) {
    return reports.share() >= AT_LIMIT
        ? ": " + held.sentence()
        : "; "
            + Amounts.secondsOfMillis(reports.silentMillis())
            + " before its end "
            + held.sentence();
  }

  private static String growth(LastReports reports) {
    double slope = reports.last().orElseThrow().memory().slopeBytesPerSecond();
    return slope > 0 ? ", growing " + Amounts.rate(slope) : "";
  }

  private static String closeness(LastReports reports) {
    return String.format(
        "at its last report it held %s of its limit%s",
        Amounts.percent(reports.share()),
        Double.isInfinite(reports.secondsToLimit())
            ? ""
            : ", which was " + Amounts.seconds(reports.secondsToLimit()) + " away at that growth");
  }
}
