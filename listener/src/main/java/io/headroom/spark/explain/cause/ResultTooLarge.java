/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.ResultSize;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results of a job's tasks together exceeded spark.driver.maxResultSize. */
public final class ResultTooLarge implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Total size of serialized results of (\\d{1,9}) tasks \\(([0-9.]{1,9}) ([KMGT]?i?B)\\) is"
              + " bigger than (?:local maxResultSize|spark\\.driver\\.maxResultSize) \\(([^)]*)\\)");
  private static final Pattern KILLED =
      Pattern.compile(
          "bigger than spark\\.driver\\.maxResultSize|Tasks result size has exceeded maxResultSize");

  @Override
  public String id() {
    return "result-size";
  }

  @Override
  public String title() {
    return "Result too large for the driver";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = find(incident, TEXT);
    Optional<Matcher> killed = find(incident, KILLED);
    if (text.isEmpty() && killed.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    long reached = text.map(m -> bytes(m.group(2), m.group(3))).orElse(0L);
    return new FindingBuilder(this, incident, Confidence.CERTAIN)
        .says(
            "The job was ended since its results were too large for the driver%s.",
            text.map(
                    m ->
                        String.format(
                            ": %s %s from %s tasks, and %s are allowed",
                            m.group(2), m.group(3), m.group(1), m.group(4)))
                .orElse(""))
        .saw(text.or(() -> killed).map(Words::quote).orElse(""))
        .advise("Write the result to storage instead of collect() or toPandas(), or ask for less.")
        .advise(new ResultSize(inForce).advise(reached))
        .finding();
  }

  private static Optional<Matcher> find(Incident incident, Pattern pattern) {
    return Words.ofLoss(incident, pattern)
        .or(() -> Words.ofTasks(incident, pattern))
        .or(
            () ->
                incident.failures().stream()
                    .map(task -> pattern.matcher(task.description()))
                    .filter(Matcher::find)
                    .findFirst());
  }

  private static long bytes(String number, String unit) {
    int power = Math.max(0, "KMGT".indexOf(unit.charAt(0)) + 1);
    try {
      return (long) (Double.parseDouble(number) * Math.pow(1024, power));
    } catch (NumberFormatException e) {
      // Such as "1.2.3": no size of Spark's, so none is known.
      return 0;
    }
  }
}
