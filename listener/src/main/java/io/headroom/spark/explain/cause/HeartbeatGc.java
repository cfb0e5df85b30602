/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.ExecutorView;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.HeartbeatTimeout;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.TaskEnded;
import java.util.Optional;

/** No heartbeats since the JVM stood still for its collector. */
public final class HeartbeatGc implements Cause {
  private static final double OFTEN = 0.25;
  private static final double LIFE_MUCH = 0.3;
  private static final double LIFE_SOME = 0.1;
  private static final double FULL_HEAP = 0.9;
  private static final double ROOMY_HEAP = 0.7;

  /** The collector's threads are at work and the others are not. */
  private static boolean collecting(ProcessLook look) {
    return look.collectorCpuShare() >= Silence.MOSTLY
        && look.otherCpuShare() <= look.collectorCpuShare() / 4;
  }

  @Override
  public String id() {
    return "heartbeat-gc";
  }

  @Override
  public String title() {
    return "Silent: the JVM was collecting";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    Optional<ProcessLook> look = silence.look(HeartbeatGc::collecting);
    double share = silence.collection();
    boolean swap = silence.thrash().filter(sure -> sure == Confidence.LIKELY).isPresent();
    boolean quota = silence.throttled() >= Silence.MOSTLY && !(silence.heapLive() >= FULL_HEAP);
    if (look.isPresent() || share >= OFTEN) {
      boolean mostly = look.isPresent() || share >= Silence.MOSTLY;
      Confidence sure = mostly && !swap && !quota ? Confidence.LIKELY : Confidence.POSSIBLE;
      String evidence =
          look.map(Looks::line)
              .orElseGet(
                  () -> "last reports: " + Amounts.percent(share) + " of the time collecting");
      return found(incident, silence, sure, evidence);
    }
    return silence.reports().none() ? bySpark(incident, silence) : Optional.empty();
  }

  /** By Spark's own metrics: time in collections over the executor's life, or over a task's. */
  private Optional<Finding> bySpark(Incident incident, Silence silence) {
    ExecutorView view = incident.executor();
    double life = incident.timeMillis() - silence.waitedMillis() - view.addedMillis();
    double ofLife =
        view.addedMillis() > 0 && life > 0 ? Math.max(0, view.collectionMillis()) / life : 0;
    double ofTask =
        incident.failures().stream()
            .map(TaskEnded::metrics)
            .filter(metrics -> metrics != null && metrics.durationMillis() > 0)
            .mapToDouble(m -> (double) m.collectionMillis() / m.durationMillis())
            .max()
            .orElse(0);
    if (ofLife < LIFE_SOME && ofTask < Silence.MOSTLY) {
      return Optional.empty();
    }
    boolean much = ofLife >= LIFE_MUCH || ofTask >= Silence.MOSTLY;
    String evidence =
        ofTask >= Silence.MOSTLY
            ? "Spark's metrics: a task spent " + Amounts.percent(ofTask) + " of its time collecting"
            : "Spark's metrics: collecting " + Amounts.percent(ofLife) + " of the executor's life";
    return found(incident, silence, much ? Confidence.LIKELY : Confidence.POSSIBLE, evidence);
  }

  private Optional<Finding> found(
      Incident incident, Silence silence, Confidence sure, String evidence) {
    InForce inForce = InForce.of(incident);
    double live = silence.heapLive();
    FindingBuilder draft =
        new FindingBuilder(this, incident, sure)
            .says(
                "%s %s: its JVM %s at a stand for collections%s.",
                Words.atHead(Words.who(incident)),
                silence.words(),
                sure == Confidence.LIKELY ? "was" : "may have been",
                Double.isNaN(live)
                    ? ""
                    : "; " + Amounts.percent(live) + " of its heap were live after the last one")
            .saw(evidence)
            .saw(Looks.reportsEnded(silence))
            .advise(new Parallelism(inForce).morePartitions())
            .advise(new Parallelism(inForce).fewerCores());
    if (live <= ROOMY_HEAP && sure == Confidence.LIKELY) {
      // The heap is roomy enough: the pause is long, and it ends.
      return draft
          .advise("Use a collector with short pauses: -XX:+UseG1GC, if it is not in use yet.")
          .advise(new HeartbeatTimeout(inForce).longer(silence.waitedMillis()))
          .finding();
    }
    return draft
        .advise(new HeapSize(inForce).advise())
        .advise(
            HeartbeatTimeout.refuse(
                "a heap that is full stays full, and the next collection takes as long."))
        .finding();
  }
}
