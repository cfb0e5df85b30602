/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;

/** Says that the cause is not known, in Spark's own words, so that nothing goes untold. */
public final class UnknownCause implements Cause {
  @Override
  public String id() {
    return "unknown";
  }

  @Override
  public String title() {
    return "Cause unknown";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    String words = incident.allTexts().map(Words::shorten).findFirst().orElse("");
    return new FindingBuilder(this, incident, Confidence.POSSIBLE)
        .says(
            "The cause cannot be told from what is known; Spark says: %s",
            words.isEmpty() ? "nothing" : words)
        .saw(ExitCode.line(incident))
        .advise(
            "See the last lines of the executor's own log, or give it to Doctor beside this one.")
        .finding();
  }
}
