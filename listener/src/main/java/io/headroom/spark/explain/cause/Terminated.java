/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody asked the process to end: a supervisor, a node that shuts down, a person. */
public final class Terminated implements Cause {
  private static final Pattern WORKER = Pattern.compile("Worker shutting down");

  @Override
  public String id() {
    return "terminated";
  }

  @Override
  public String title() {
    return "Ended by SIGTERM";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> worker = Words.ofLoss(incident, WORKER);
    boolean code = ExitCode.isOneOf(incident, ExitCode.TERMINATED);
    if ((worker.isEmpty() && !code) || Silence.timedOut(incident)) {
      return Optional.empty();
    }
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, worker.isPresent() ? Confidence.CERTAIN : Confidence.LIKELY)
            .says(
                worker.isPresent()
                    ? "%s was ended since its Worker was shut down."
                    : "%s was asked to end by SIGTERM; who asked is not told.",
                Words.atHead(Words.who(incident)));
    worker.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "Look at who ends processes there: node drain or shutdown, kubelet, NodeManager (its log"
                + " names memory limits, if it was for those), systemd, a person.")
        .finding();
  }
}
