/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Severity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The executor was asked to go, and went. The words also cover a kill on the way, which others look
 * for.
 */
public final class Decommission implements Cause {
  private static final Pattern FINISHED = Pattern.compile("Finished decommissioning");
  private static final Pattern TEXT = Pattern.compile("Executor decommission: ?([^\\n]*)");

  @Override
  public String id() {
    return "decommission";
  }

  @Override
  public String title() {
    return "Decommissioned";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> finished = incident.findInLoss(FINISHED);
    Optional<Matcher> text = incident.findInLoss(TEXT);
    if (finished.isEmpty() && text.isEmpty()) {
      return Optional.empty();
    }
    boolean lostTasks = incident.failureCount() > 0 && finished.isEmpty();
    String why = text.map(matcher -> Words.shorten(matcher.group(1))).orElse("");
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, finished.isPresent() ? Confidence.CERTAIN : Confidence.LIKELY)
            .says(
                "%s was decommissioned%s%s.",
                Words.atHead(Words.who(incident)),
                why.isEmpty() ? "" : " (" + why.replaceAll("\\.$", "") + ")",
                finished.isPresent()
                    ? " and ended by itself"
                    : lostTasks
                        ? String.format(
                            "; %d of its tasks were lost, and Spark's words hide how it ended",
                            incident.failureCount())
                        : "");
    finished.or(() -> text).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    if (!lostTasks) {
      return draft.severity(Severity.INFO).finding();
    }
    return draft
        .advise(
            "If tasks are lost with each node that goes, allow them more time: the grace period of the"
                + " cluster manager must cover the longest task.")
        .finding();
  }
}
