/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeartbeatTimeout;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import io.headroom.spark.record.ProcessLook;
import java.util.Optional;

/** No heartbeats since the cgroup's CPU quota was used up most of the time. */
public final class HeartbeatThrottled implements Cause {
  private static final double OFTEN = 0.25;
  private static final double FULL_HEAP = 0.9;

  @Override
  public String id() {
    return "heartbeat-throttled";
  }

  @Override
  public String title() {
    return "Silent: out of CPU quota";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    Optional<ProcessLook> look = silence.look(seen -> seen.throttledShare() >= Silence.MOSTLY);
    double share = silence.throttled();
    if (look.isEmpty() && !(share >= OFTEN)) {
      return Optional.empty();
    }
    boolean mostly = look.isPresent() || share >= Silence.MOSTLY;
    boolean byHeap = silence.heapLive() >= FULL_HEAP && silence.collection() >= Silence.MOSTLY;
    boolean bySwap = silence.thrash().filter(sure -> sure == Confidence.LIKELY).isPresent();
    double told = look.map(ProcessLook::throttledShare).orElse(share);
    FindingBuilder draft =
        new FindingBuilder(
                this,
                incident,
                mostly && !byHeap && !bySwap ? Confidence.LIKELY : Confidence.POSSIBLE)
            .says(
                "%s %s: its container was out of CPU quota for %s of the time.",
                Words.atHead(Words.who(incident)), silence.words(), Amounts.percent(told));
    look.ifPresent(seen -> draft.saw(Looks.line(seen)));
    if (share >= OFTEN) {
      draft.saw("last reports: throttled " + Amounts.percent(share) + " of the time");
    }
    draft.saw(Looks.reportsEnded(silence));
    InForce inForce = InForce.of(incident);
    return draft
        .advise(
            String.format(
                "Give the container the CPU that its %d tasks at once use: raise or drop its CPU limit"
                    + " (Kubernetes: spark.kubernetes.executor.limit.cores; cpu.max of the cgroup).",
                inForce.slots()))
        .advise(new Parallelism(inForce).fewerCoresForCpu())
        .advise(
            HeartbeatTimeout.refuse("the quota stays as short as it is, and all tasks as slow."))
        .finding();
  }
}
