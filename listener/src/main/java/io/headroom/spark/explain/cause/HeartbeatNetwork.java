/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeartbeatTimeout;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.record.ProcessLook;
import java.util.Optional;

/** Heartbeats were lost on the way, while both ends were well as far as was measured. */
public final class HeartbeatNetwork implements Cause {

  @Override
  public String id() {
    return "heartbeat-network";
  }

  @Override
  public String title() {
    return "Silent: cut off from the driver";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    boolean measured = !silence.reports().none();
    Optional<ProcessLook> running =
        silence.look(look -> look.state() == 'R' || look.state() == 'S');
    boolean stopped = silence.look(l -> l.state() == 'T' || l.state() == 't').isPresent();
    boolean gone = silence.look(look -> look.state() == 'X').isPresent();
    boolean together = incident.lostTogether() > 1;
    if (stopped
        || gone
        || silence.reportsWentOn()
        || silence.stalled()
        || !(measured || together)) {
      return Optional.empty();
    }
    boolean seen = running.isPresent() && measured;
    FindingBuilder draft =
        new FindingBuilder(this, incident, seen ? Confidence.LIKELY : Confidence.POSSIBLE)
            .says(
                "%s %s%s: it %s cut off from the driver.",
                Words.atHead(Words.who(incident)),
                silence.words(),
                seen
                    ? " while its process ran on"
                    : measured ? ", and nothing was wrong with it until then" : "",
                seen ? "was most likely" : "may have been");
    running.ifPresent(look -> draft.saw(Looks.line(look)));
    draft.saw(Looks.reportsEnded(silence));
    return draft
        .advise(
            "Look at the network between its host and the driver's at that time: link, firewall and"
                + " connection tracking, name service, security group.")
        .advise(
            seen
                ? Optional.of(
                    new HeartbeatTimeout(InForce.of(incident))
                        .longer(Math.max(1, silence.waitedMillis())))
                : Optional.empty())
        .finding();
  }
}
