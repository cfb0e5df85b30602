/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeartbeatTimeout;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.ThePlugin;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says of a missed heartbeat that its cause cannot be known from what there is, and what would tell
 * it.
 */
public final class HeartbeatUnknown implements Cause {
  private static final Pattern WORDS =
      Pattern.compile("heartbeat timed out after \\d+ ms|with no recent heartbeats: [^\\n]*");

  @Override
  public String id() {
    return "heartbeat-unknown";
  }

  @Override
  public String title() {
    return "Silent, and not known why";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    boolean vanilla = silence.reports().none();
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.POSSIBLE)
            .says(
                vanilla
                    ? "%s %s; why cannot be known from this log: it tells neither swap nor throttling"
                        + " nor collections of that time."
                    : "%s %s, and nothing that was measured explains it.",
                Words.atHead(Words.who(incident)),
                silence.words());
    Words.ofLoss(incident, WORDS).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    incident.looks().forEach(look -> draft.saw(Looks.line(look)));
    if (vanilla) {
      draft.advise(
          ThePlugin.advise(
              InForce.of(incident),
              "With the plugin the executor's last reports tell swap, collections, CPU throttling and"
                  + " a stopped process apart."));
    }
    return draft
        .advise(
            HeartbeatTimeout.refuse(
                "as long as the cause is not known, that only makes losses later."))
        .finding();
  }
}
