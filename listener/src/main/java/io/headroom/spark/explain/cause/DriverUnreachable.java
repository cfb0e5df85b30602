/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.InForce;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The executor gave up since its heartbeats did not reach the driver. */
public final class DriverUnreachable implements Cause {
  private static final Pattern TEXT =
      Pattern.compile("(?i)unable to send heartbeats to driver[^\\n]*");

  @Override
  public String id() {
    return "driver-unreachable";
  }

  @Override
  public String title() {
    return "The driver could not be reached";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    if (text.isEmpty() && !ExitCode.isOneOf(incident, ExitCode.NO_HEARTBEAT)) {
      return Optional.empty();
    }
    DriverSigns driver = new DriverSigns(incident);
    List<String> signs = driver.lines();
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.CERTAIN)
            .says(
                "%s ended itself since its heartbeats did not reach the driver%s.",
                Words.atHead(Words.who(incident)), signs.isEmpty() ? "" : ": " + signs.get(0));
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    draft.saw(ExitCode.line(incident));
    signs.forEach(draft::saw);
    return draft
        .advise("Look at the driver first: its collections, its memory, its CPU, then the network.")
        .advise(
            driver.collecting()
                ? Optional.of(new HeapSize(InForce.of(incident)).adviseDriver())
                : Optional.empty())
        .finding();
  }
}
