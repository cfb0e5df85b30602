/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.ThePlugin;
import java.util.Optional;

/**
 * SIGKILL without a sign of memory: a person, a script, a supervisor, the end of a grace period.
 */
public final class KilledSignal implements Cause {
  private static final double CALM_SHARE = 0.8;
  private static final double CALM_SECONDS = 10;
  private static final long JUST_NOW_MILLIS = 5_000;

  @Override
  public String id() {
    return "killed-signal";
  }

  @Override
  public String title() {
    return "Killed by SIGKILL, by whom is not known";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    if (!ExitCode.isOneOf(incident, ExitCode.KILLED) || Silence.timedOut(incident)) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    boolean calm =
        reports.share() < CALM_SHARE
            && reports.secondsToLimit() > CALM_SECONDS
            && reports.silentMillis() <= JUST_NOW_MILLIS
            && !reports.killCounterRoseAtEnd()
            && incident.kernelKills().isEmpty();
    FindingBuilder draft =
        new FindingBuilder(this, incident, calm ? Confidence.LIKELY : Confidence.POSSIBLE);
    if (calm) {
      draft.says(
          "%s was killed by SIGKILL, and not for memory: %s before its end it held %s of %s and did not"
              + " near its limit.",
          Words.atHead(Words.who(incident)),
          Amounts.secondsOfMillis(reports.silentMillis()),
          Amounts.mibNumber(reports.hardBytes()),
          Amounts.mib(reports.last().orElseThrow().memory().limitBytes()));
    } else {
      draft.says(
          "%s was killed by SIGKILL; by whom cannot be known from %s.",
          Words.atHead(Words.who(incident)), reports.none() ? "this log" : "what was measured");
    }
    draft.saw(ExitCode.line(incident));
    ContainerStatuses.ofExecutor(incident)
        .filter(status -> !status.reason().isEmpty())
        .ifPresent(status -> draft.saw("Kubernetes: termination reason " + status.reason()));
    if (reports.none()) {
      draft
          .advise(
              "The kernel's OOM killer is the usual one: look for \"Killed process\" in the kernel log"
                  + " of that host and time.")
          .advise(
              ThePlugin.advise(
                  InForce.of(incident),
                  "With the plugin the last reports tell whether memory was short."));
    }
    return draft
        .advise(
            "Others who send SIGKILL: a person or a script, a liveness probe, the end of a grace period"
                + " (kubelet, NodeManager), a supervisor, a memory guard of the cloud's.")
        .finding();
  }
}
