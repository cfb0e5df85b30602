/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Severity;
import java.util.List;
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
    String words = incident.allTexts().findFirst().map(UnknownCause::firstLine).orElse("nothing");
    return Optional.of(
        new Finding(
            id(),
            Confidence.POSSIBLE,
            Severity.WARNING,
            "The cause cannot be told from what is known; Spark says: " + words,
            List.of(),
            List.of(),
            List.of()));
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("nothing");
  }
}
