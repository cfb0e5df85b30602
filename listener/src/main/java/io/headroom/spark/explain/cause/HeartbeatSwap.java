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
import io.headroom.spark.record.ExecutorReport.Stalls;
import io.headroom.spark.record.ProcessLook;
import java.util.Optional;

/** No heartbeats since the process waited for its own pages to come back from swap. */
public final class HeartbeatSwap implements Cause {

  @Override
  public String id() {
    return "heartbeat-swap";
  }

  @Override
  public String title() {
    return "Silent: the process thrashed";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    Optional<Confidence> sure = maybe.flatMap(Silence::thrash);
    if (sure.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    LastReports reports = silence.reports();
    InForce inForce = InForce.of(incident);
    Optional<ProcessLook> look = silence.lookOfThrash();
    long swapped =
        look.map(ProcessLook::swappedBytes)
            .orElseGet(() -> reports.last().map(r -> r.memory().swapUsedBytes()).orElse(-1L));
    FindingBuilder draft =
        new FindingBuilder(this, incident, sure.get())
            .says(
                "%s %s: it %s waiting for pages to come back from swap%s.",
                Words.atHead(Words.who(incident)),
                silence.words(),
                sure.get() == Confidence.LIKELY ? "was" : "may have been",
                swapped > 0 ? ", with " + Amounts.mib(swapped) + " swapped out" : "");
    look.ifPresent(seen -> draft.saw(Looks.line(seen)));
    if (reports.worst(Stalls::swapOutBytesPerSecond) > 0
        || reports.worst(Stalls::swapInBytesPerSecond) > 0) {
      draft.saw(
          String.format(
              "last reports: swap in up to %s, out up to %s, up to %s major faults a second, tasks"
                  + " waited for memory %s of the time",
              Amounts.rate(reports.worst(Stalls::swapInBytesPerSecond)),
              Amounts.rate(reports.worst(Stalls::swapOutBytesPerSecond)),
              Looks.whole(reports.worst(Stalls::majorFaultsPerSecond)),
              Amounts.percent(reports.mean(Stalls::memorySome))));
    }
    draft.saw(Looks.reportsEnded(silence));
    Held.of(reports).ifPresent(held -> draft.saw("last report: " + held.sentence()));
    return draft
        .advise(new Parallelism(inForce).fewerCores())
        .advise(
            "Let what executors use fit into memory: fewer executors or smaller heaps on the node, or a"
                + " larger one. A collector touches the whole heap, so a heap must never be swapped.")
        .advise(
            "Where executors may fail and be tried again, give them no swap (memory.swap.max=0).")
        .advise(
            HeartbeatTimeout.refuse(
                "a thrashing executor gets nothing done while the driver waits."))
        .finding();
  }
}
