/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine went away: a spot instance taken back, a node not ready, a worker that is gone. */
public final class NodeLost implements Cause {
  private static final Pattern GONE =
      Pattern.compile(
          "Container released on a \\*?lost\\*? node|worker lost: [^\\n]*"
              + "|brief reason: (?:NodeLost|NodeShutdown|Shutdown|Terminated|NodeAffinity)\\b"
              + "|Node is shutting down|node was not ready[^\\n]*|Node not ready[^\\n]*"
              + "|DeletionByTaintManager|TerminationByKubelet");
  private static final Pattern MISSING =
      Pattern.compile("was not found in the cluster at the polling time");

  @Override
  public String id() {
    return "node-lost";
  }

  @Override
  public String title() {
    return "Its node was lost";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> gone = Words.ofLoss(incident, GONE);
    boolean yarn = ExitCode.isOneOf(incident, ExitCode.YARN_NODE_LOST);
    Optional<Matcher> missing = Words.ofLoss(incident, MISSING);
    if (gone.isEmpty() && !yarn && missing.isEmpty()) {
      return Optional.empty();
    }
    boolean told = gone.isPresent() || yarn;
    FindingBuilder draft =
        new FindingBuilder(this, incident, told ? Confidence.CERTAIN : Confidence.LIKELY)
            .says(
                told
                    ? "The node of %s%s was lost, and the executor with it."
                    : "The pod of %s%s vanished without a word, as it does when its node is lost.",
                Words.who(incident),
                incident.host().isEmpty() ? "" : " (" + incident.host() + ")");
    gone.or(() -> missing).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            new Advised(
                "Nothing of your job's did it. Where nodes are taken back with a warning, let executors"
                    + " hand over their shuffle files before they go.",
                List.of(
                    new Setting("spark.decommission.enabled", "true", "false by default"),
                    new Setting("spark.storage.decommission.enabled", "true", "false by default"))))
        .finding();
  }
}
