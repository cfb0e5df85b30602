/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A consequence: tasks could not read what another executor had written, mostly since that one is
 * gone.
 */
public final class FetchFailed implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:Metadata)?FetchFailedException[^\\n]*|Missing an output location for shuffle[^\\n]*"
              + "|has failed the maximum allowable number of times");

  @Override
  public String id() {
    return "fetch-failed";
  }

  @Override
  public String title() {
    return "Shuffle files could not be read";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    boolean outcome =
        incident.failures().stream().anyMatch(task -> task.outcome() == Outcome.FETCH_FAILED);
    Optional<Matcher> text = Words.ofLoss(incident, TEXT).or(() -> Words.ofTasks(incident, TEXT));
    if (incident.kind() == Incident.Kind.EXECUTOR_LOST || (!outcome && text.isEmpty())) {
      return Optional.empty();
    }
    String of = incident.consequenceOf();
    String from =
        incident.failures().stream()
            .map(TaskEnded::fetchedFrom)
            .filter(id -> id != null && !id.isEmpty())
            .findFirst()
            .orElse("");
    FindingBuilder draft =
        new FindingBuilder(this, incident, of.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY)
            .says(
                of.isEmpty()
                    ? "Tasks could not read shuffle files%s; that is a consequence, and of what is not"
                        + " known."
                    : "Tasks could not read shuffle files%s: it follows from the loss of executor "
                        + Words.shorten(of).replace("%", "%%")
                        + ", which has its own finding.",
                from.isEmpty() ? "" : " of executor " + Words.shorten(from));
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    if (!of.isEmpty()) {
      return draft
          .advise(
              "Mend what executor "
                  + Words.shorten(of)
                  + " was lost by; Spark computes the rest anew.")
          .finding();
    }
    return draft
        .advise(
            "Look whether the executor that wrote them, or the shuffle service on its host, was up at"
                + " that time, and at the network between them.")
        .finding();
  }
}
