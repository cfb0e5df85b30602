/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * YARN's NodeManager ended the container since its processes together held more than it was given.
 */
public final class YarnPhysicalMemory implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)for exceeding (?:physical )?memory limits\\.\\s*"
              + "(?:([0-9.]+ ?[KMGT]B) of ([0-9.]+ ?[KMGT]B) (?:physical )?memory used)?"
              + "|beyond the 'PHYSICAL' memory limit\\."
              + "\\s*(?:Current usage: ([0-9.]+ [KMGT]B) of ([0-9.]+ [KMGT]B) physical)?");

  @Override
  public String id() {
    return "yarn-physical-memory";
  }

  @Override
  public String title() {
    return "Killed by YARN at its physical memory limit";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    boolean code = ExitCode.isOneOf(incident, ExitCode.YARN_PHYSICAL_MEMORY);
    if (text.isEmpty() && !code) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    Optional<Held> held = Held.of(reports);
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.CERTAIN)
            .says(
                "YARN killed the container of %s at its physical memory limit%s%s.",
                Words.who(incident),
                text.map(YarnPhysicalMemory::used).orElse(""),
                held.map(h -> "; by the last report " + h.sentence()).orElse(""));
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    draft.saw(ExitCode.line(incident)).saw(YarnProcessTree.line(incident));
    new ContainerAdvice(InForce.of(incident)).give(draft, incident, held);
    return draft.finding();
  }

  private static String used(Matcher text) {
    int first = text.group(1) != null ? 1 : 3;
    return text.group(first) == null
        ? ""
        : ": " + text.group(first) + " of " + text.group(first + 1) + " were used";
  }
}
