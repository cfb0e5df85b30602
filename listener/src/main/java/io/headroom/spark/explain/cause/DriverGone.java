/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The executor ended since its driver had. */
public final class DriverGone implements Cause {
  private static final Pattern TEXT =
      Pattern.compile("Driver \\S+ disassociated! Shutting down\\.");

  @Override
  public String id() {
    return "driver-gone";
  }

  @Override
  public String title() {
    return "The driver was gone";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return new FindingBuilder(this, incident, Confidence.CERTAIN)
        .says("%s ended since its driver was gone.", Words.atHead(Words.who(incident)))
        .saw(Words.quote(text.get()))
        .saw(ExitCode.line(incident))
        .advise("Look at why the driver ended; the executor only followed.")
        .finding();
  }
}
