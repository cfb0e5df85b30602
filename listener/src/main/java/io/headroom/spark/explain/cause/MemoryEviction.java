/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.ContainerSize;
import io.headroom.spark.explain.advice.InForce;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kubelet evicted the pod because its node was short of memory. */
public final class MemoryEviction implements Cause {
  private static final Pattern EVICTED = Pattern.compile("brief reason: Evicted");
  private static final Pattern MEMORY =
      Pattern.compile("low on resource: memory|condition: \\[MemoryPressure\\]|was OOM-evicted");
  private static final Pattern OTHER =
      Pattern.compile("ephemeral|EmptyDir|DiskPressure|inodes|low on resource: (?!memory)");
  private static final Pattern USED =
      Pattern.compile(
          "Container (\\S+) was using (\\w+), (?:request is|which exceeds its request of) (\\w+)");

  @Override
  public String id() {
    return "memory-eviction";
  }

  @Override
  public String title() {
    return "Evicted for want of memory on the node";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> memory = Words.ofLoss(incident, MEMORY);
    Optional<Matcher> evicted = Words.ofLoss(incident, EVICTED);
    if (memory.isEmpty() && (evicted.isEmpty() || Words.ofLoss(incident, OTHER).isPresent())) {
      return Optional.empty();
    }
    Optional<Matcher> used = Words.ofLoss(incident, USED);
    InForce inForce = InForce.of(incident);
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, memory.isPresent() ? Confidence.CERTAIN : Confidence.POSSIBLE)
            .says(
                "The kubelet evicted the pod of %s%s%s.",
                Words.who(incident),
                memory.isPresent()
                    ? " because its node was short of memory"
                    : ", perhaps because its node was short of memory",
                used.map(m -> ": it was using " + m.group(2) + " and had requested " + m.group(3))
                    .orElse(""));
    memory.or(() -> evicted).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    used.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    Held.of(reports).ifPresent(held -> draft.saw("last report: " + held.sentence()));
    return draft
        .advise(
            String.format(
                "Let the pod request what it uses: a pod below its request is evicted last. Spark asks"
                    + " for %s, as request and as limit; a lower request comes from a pod template or a"
                    + " webhook.",
                Amounts.mib(inForce.containerBytes())))
        .advise(
            Held.of(reports)
                .filter(held -> held.hard() > inForce.containerBytes())
                .map(
                    held ->
                        new ContainerSize(inForce).advise(held.besideHeapAtLimit(), held.limit())))
        .advise("Have no other pods on the node that use more than they request.")
        .finding();
  }
}
