/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Causes;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Severity;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cluster manager gave the application up since too many of its executors had failed. */
public final class TooManyFailures implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Max number of executor failures \\(?(\\d{1,9})\\)? reached"
              + "|Master removed our application: FAILED"
              + "|Application \\S+[^\\n]* failed (\\d{1,9}) times; removing it");

  @Override
  public String id() {
    return "too-many-failures";
  }

  @Override
  public String title() {
    return "Too many executors failed";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String often =
        Causes.ALL.stream()
            .filter(cause -> !cause.id().equals(id()))
            .filter(cause -> incident.application().lostBy(cause.id()) > 0)
            .sorted(
                Comparator.comparing((Cause c) -> incident.application().lostBy(c.id())).reversed())
            .limit(3)
            .map(cause -> incident.application().lostBy(cause.id()) + " by " + cause.id())
            .collect(Collectors.joining(", "));
    return new FindingBuilder(this, incident, Confidence.CERTAIN)
        .severity(Severity.CRITICAL)
        .says(
            "The application was given up since too many of its executors had failed%s.",
            often.isEmpty() ? "" : ": " + often)
        .saw(Words.quote(text.get()))
        .advise("Mend what the executors died of; each has its own finding.")
        .advise(
            "Allowing more failures (spark.executor.maxNumFailures) is no remedy unless they are the"
                + " cluster's doing.")
        .finding();
  }
}
