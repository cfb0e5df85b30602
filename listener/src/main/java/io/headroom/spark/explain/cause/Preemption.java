/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cluster manager took the container back for somebody of higher priority. */
public final class Preemption implements Cause {
  private static final Pattern SURE =
      Pattern.compile("was preempted\\.|brief reason: Preempting|PreemptionByScheduler");
  private static final Pattern EVENT =
      Pattern.compile("exited because of a YARN event \\(e\\.g\\., preemption\\)");

  @Override
  public String id() {
    return "preemption";
  }

  @Override
  public String title() {
    return "Taken back by the cluster";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> sure = Words.ofLoss(incident, SURE);
    Optional<Matcher> event = Words.ofLoss(incident, EVENT);
    boolean preempted = ExitCode.isOneOf(incident, ExitCode.YARN_PREEMPTED);
    boolean byManager =
        ExitCode.isOneOf(incident, ExitCode.YARN_BY_RESOURCE_MANAGER, ExitCode.YARN_BY_SCHEDULER);
    if (sure.isEmpty() && event.isEmpty() && !preempted && !byManager) {
      return Optional.empty();
    }
    boolean told = sure.isPresent() || preempted;
    FindingBuilder draft =
        new FindingBuilder(this, incident, told ? Confidence.CERTAIN : Confidence.LIKELY)
            .says(
                "The cluster manager took the container of %s back%s.",
                Words.who(incident),
                told
                    ? " for an application of higher priority"
                    : ", most likely to give it to others");
    sure.or(() -> event).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "Run in a queue or priority class that is not preempted, or let it be and keep shuffle files"
                + " outside of executors (external shuffle service or decommissioning).")
        .finding();
  }
}
