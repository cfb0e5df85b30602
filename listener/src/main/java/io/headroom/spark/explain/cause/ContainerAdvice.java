/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.ExecutorView;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import io.headroom.spark.explain.advice.ContainerSize;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import io.headroom.spark.explain.advice.PythonSize;
import java.util.List;
import java.util.Optional;

/** What to do about a container that was full: first for whoever held most beside the heap. */
final class ContainerAdvice {
  private final InForce inForce;

  ContainerAdvice(InForce inForce) {
    this.inForce = inForce;
  }

  /** Adds the advice to a finding. */
  void give(FindingBuilder draft, Incident incident, Optional<Held> held) {
    ContainerSize size = new ContainerSize(inForce);
    draft.advise(
        held.map(h -> size.advise(h.besideHeapAtLimit(), h.limit()))
            .or(() -> byPeaks(incident, size))
            .orElseGet(size::adviseUnmeasured));
    if (held.filter(h -> h.muchOf(h.tmpfs())).isPresent()) {
      draft.advise(lessTmpfs(held.get()));
    }
    if (held.filter(h -> h.muchOf(h.python())).isPresent()) {
      draft.advise(new PythonSize(inForce).smallerBatches());
    }
    long direct = incident.lastReport().map(report -> report.jvm().directBytes()).orElse(-1L);
    if (held.filter(h -> h.muchOf(direct)).isPresent()) {
      draft.advise(
          "Direct buffers held "
              + Amounts.mib(direct)
              + " at the last report; fewer tasks at once also fetch fewer blocks at once.");
    }
    draft
        .advise(new Parallelism(inForce).fewerCores())
        .advise(
            "A larger "
                + inForce.heapKey()
                + " is no remedy by itself: the container was full, not the heap.");
  }

  /** By what Spark measured of the whole process tree. */
  private static Optional<Advised> byPeaks(Incident incident, ContainerSize size) {
    ExecutorView view = incident.executor();
    if (view.peakJvmRssBytes() <= 0) {
      return Optional.empty();
    }
    long heap = Math.max(0, view.peakHeapBytes());
    long all = view.peakJvmRssBytes() + Math.max(0, view.peakPythonBytes());
    return Optional.of(size.advise(Math.max(0, all - heap), -1));
  }

  private Advised lessTmpfs(Held held) {
    String sentence =
        String.format(
            "Keep local files off tmpfs, or bound it: its files counted with %s against the limit.",
            Amounts.mib(held.tmpfs()));
    boolean bySpark = Boolean.parseBoolean(inForce.text("spark.kubernetes.local.dirs.tmpfs"));
    return new Advised(
        sentence,
        bySpark
            ? List.of(new Setting("spark.kubernetes.local.dirs.tmpfs", "false", "true now"))
            : List.of());
  }
}
