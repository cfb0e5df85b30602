/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The connection broke and the cluster manager told nothing. */
public final class Vanished implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Remote RPC client disassociated|Executor Process Lost|AM is not yet registered"
              + "|Executor lost for unknown reasons|lost for unknown reasons|Slave lost");

  @Override
  public String id() {
    return "vanished";
  }

  @Override
  public String title() {
    return "Vanished";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = incident.findInLoss(TEXT);
    if (text.isEmpty() || incident.exitCode().isPresent() || Silence.timedOut(incident)) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.POSSIBLE)
            .says(
                "%s vanished: its connection broke, and the cluster manager told nothing of its end%s.",
                Words.atHead(Words.who(incident)),
                reports.none()
                    ? ""
                    : "; "
                        + Amounts.secondsOfMillis(reports.silentMillis())
                        + " before, it held "
                        + Amounts.percent(reports.share())
                        + " of its limit")
            .saw(Words.quote(text.get()));
    return draft
        .advise(
            "Look at that time in the logs of its host: the kernel's for \"Killed process\", the"
                + " Worker's or NodeManager's, and the executor's own last lines.")
        .finding();
  }
}
