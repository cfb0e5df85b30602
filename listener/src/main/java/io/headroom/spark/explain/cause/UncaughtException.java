/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;

/** A thread of the executor died of an exception that nobody caught. */
public final class UncaughtException implements Cause {

  @Override
  public String id() {
    return "uncaught-exception";
  }

  @Override
  public String title() {
    return "Ended by an uncaught exception";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    if (!ExitCode.isOneOf(incident, ExitCode.UNCAUGHT, ExitCode.UNCAUGHT_TWICE, 10)) {
      return Optional.empty();
    }
    Optional<String> exception =
        incident.exceptionTexts().stream().flatMap(String::lines).findFirst().map(Words::shorten);
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.LIKELY)
            .says(
                "%s ended by an exception that nobody caught%s.",
                Words.atHead(Words.who(incident)),
                exception.map(text -> "; a task of it failed with " + text).orElse(""));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "See the executor's log for \"Uncaught exception in thread\". Up to Spark 3.5 an"
                + " OutOfMemoryError wrapped in another exception ends so too.")
        .finding();
  }
}
