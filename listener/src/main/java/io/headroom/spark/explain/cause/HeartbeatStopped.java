/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeartbeatTimeout;
import io.headroom.spark.record.ProcessLook;
import java.util.Optional;

/** No heartbeats since the process stood still: SIGSTOP, a debugger, a frozen cgroup. */
public final class HeartbeatStopped implements Cause {
  private static boolean stopped(ProcessLook look) {
    return look.state() == 'T' || look.state() == 't';
  }

  @Override
  public String id() {
    return "heartbeat-stopped";
  }

  @Override
  public String title() {
    return "Silent: the process was stopped";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    Optional<ProcessLook> look = silence.look(HeartbeatStopped::stopped);
    boolean abrupt =
        !silence.reports().none()
            && !silence.reportsWentOn()
            && !silence.stalled()
            && incident.looks().isEmpty()
            && incident.lostTogether() < 2;
    if (look.isEmpty() && !abrupt) {
      return Optional.empty();
    }
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, look.isPresent() ? Confidence.CERTAIN : Confidence.POSSIBLE)
            .says(
                look.isPresent()
                    ? "%s %s: its process was stopped, by a signal or a debugger."
                    : "%s %s: its process may have been stopped or frozen; its reports ended all at once"
                        + " with nothing wrong in them.",
                Words.atHead(Words.who(incident)),
                silence.words());
    look.ifPresent(seen -> draft.saw(Looks.line(seen)));
    draft.saw(Looks.reportsEnded(silence));
    return draft
        .advise(
            "Look for who stops processes there: kill -STOP, a debugger, a cgroup freezer, a suspended"
                + " virtual machine.")
        .advise(
            HeartbeatTimeout.refuse(
                "a stopped process sends nothing, however long the driver waits."))
        .finding();
  }
}
