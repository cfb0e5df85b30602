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
 * The driver itself asked for the executor's end: it was idle, excluded, or the application was
 * over.
 */
public final class KilledByDriver implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Executor killed by driver\\.|exited from explicit termination request\\."
              + "|exited after Application shutdown\\.|Runner thread for executor \\S+ interrupted");

  @Override
  public String id() {
    return "killed-by-driver";
  }

  @Override
  public String title() {
    return "Ended by the driver";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    boolean code =
        ExitCode.isOneOf(incident, ExitCode.YARN_BY_APPLICATION, ExitCode.YARN_AFTER_APPLICATION);
    Optional<Matcher> text = incident.findInLoss(TEXT);
    // With a second removal, or reports that say more, these words only cover what happened.
    boolean covers = Silence.timedOut(incident) || (!code && incident.exitCode().isPresent());
    if ((text.isEmpty() && !code) || covers) {
      return Optional.empty();
    }
    boolean lostTasks = incident.failureCount() > 0;
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.LIKELY)
            .says(
                lostTasks
                    ? "The driver had %s ended while it ran tasks, most likely as an excluded executor;"
                        + " these words also cover whatever happens to an executor after that."
                    : "The driver had %s ended: it was idle, excluded, or no longer needed.",
                Words.who(incident));
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    draft.saw(ExitCode.line(incident));
    if (!lostTasks) {
      draft.severity(Severity.INFO);
    } else {
      draft.advise("See the driver's log before that time for why it was excluded or given up.");
    }
    return draft.finding();
  }
}
