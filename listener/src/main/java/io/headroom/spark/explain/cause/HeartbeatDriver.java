/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.InForce;
import java.util.List;
import java.util.Optional;

/** Heartbeats were missed since the driver could not take them in. */
public final class HeartbeatDriver implements Cause {
  private static final int MANY = 3;

  @Override
  public String id() {
    return "heartbeat-driver";
  }

  @Override
  public String title() {
    return "Silent: the driver did not listen";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    DriverSigns driver = new DriverSigns(incident);
    List<String> signs = driver.lines();
    int together = incident.lostTogether();
    if (signs.isEmpty() && together < 2) {
      return Optional.empty();
    }
    boolean likely = !signs.isEmpty() || together >= MANY;
    FindingBuilder draft =
        new FindingBuilder(this, incident, likely ? Confidence.LIKELY : Confidence.POSSIBLE)
            .says(
                "%s %s by the driver's count%s%s.",
                Words.atHead(Words.who(incident)),
                maybe.get().words(),
                together > 1 ? ", as did " + (together - 1) + " more in the same two seconds" : "",
                signs.isEmpty()
                    ? ": more likely the driver or its network stood still than all of them"
                    : ": " + signs.get(0));
    signs.forEach(draft::saw);
    if (together > 1) {
      draft.saw(together + " executors were lost for the same words within two seconds");
    }
    draft.saw(Looks.reportsEnded(maybe.get()));
    return draft
        .advise(
            "Ask less of the driver: no collect() of large results, fewer tasks per stage, fewer"
                + " listeners, more CPU for it.")
        .advise(
            driver.collecting()
                ? Optional.of(new HeapSize(InForce.of(incident)).adviseDriver())
                : Optional.empty())
        .finding();
  }
}
