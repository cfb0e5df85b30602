/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The executor belonged to an earlier cluster manager, or its block manager could not register
 * again.
 */
public final class StaleExecutor implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Stale executor after cluster manager re-registered"
              + "|Executor killed due to a failure of block manager re-registration");

  @Override
  public String id() {
    return "stale-executor";
  }

  @Override
  public String title() {
    return "Not known to the driver any more";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    if (text.isEmpty() && !ExitCode.isOneOf(incident, ExitCode.BLOCK_MANAGER)) {
      return Optional.empty();
    }
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.CERTAIN)
            .says(
                "%s was given up since the driver did not know it any more.",
                Words.atHead(Words.who(incident)));
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "Look at what came before: an application master that was started anew, or heartbeats that"
                + " were missed for so long that the driver had forgotten the executor.")
        .finding();
  }
}
