/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a {@link Sizing} in words, with the sum, and what else would do. */
final class SizeAdvice {
  private SizeAdvice() {}

  /** Empty where the size is right, or not enough is known to say. */
  static Optional<Advice> of(Sizing sizing, ProfilePeaks peaks, Losses losses) {
    if (!sizing.changes()) {
      return Optional.empty();
    }
    boolean less = sizing.savedBytes() > 0;
    List<String> evidence = new ArrayList<>(sizing.reasons());
    for (Component component :
        List.of(Component.HARD, Component.BESIDE_HEAP, Component.HEAP_LIVE, Component.HEAP_USED)) {
      if (peaks.peak(component).measured()) {
        evidence.add(peaks.peak(component).line());
      }
    }
    return Optional.of(
        new Advice(
            less ? "over-provisioned" : "right-size",
            severity(less, peaks, losses),
            less ? "Executors have memory to spare" : "Executors need more memory",
            sentence(sizing, peaks, losses, less),
            evidence,
            sizing.settings()));
  }

  private static Severity severity(boolean less, ProfilePeaks peaks, Losses losses) {
    if (less) {
      return Severity.INFO;
    }
    return losses.any()
        ? Severity.CRITICAL
        : peaks.shed() > 0 || peaks.held() > 0 ? Severity.WARNING : Severity.INFO;
  }

  private static String sentence(Sizing sizing, ProfilePeaks peaks, Losses losses, boolean less) {
    Grant now = sizing.now();
    Grant advised = sizing.advised();
    StringBuilder text = new StringBuilder();
    text.append(why(peaks, losses, less));
    if (now.profileId() != 0) {
      text.append(" Resource profile ").append(now.profileId()).append(":");
    }
    if (now.bounded()) {
      text.append(" container = ").append(advised.sum());
      text.append(", instead of ").append(now.sum());
      text.append(now.overheadFrom() == Grant.OverheadFrom.SET ? " (overhead set)" : "");
      text.append('.');
    } else if (advised.overheadBytes() > now.overheadBytes()) {
      text.append(" container = ").append(advised.sum());
      text.append("; how large it is now is not known.");
    } else {
      text.append(
          String.format(
              Locale.ROOT,
              " heap = %s, instead of %s.",
              Mebibytes.text(advised.heapBytes()),
              Mebibytes.text(now.heapBytes())));
    }
    if (less) {
      text.append(
          String.format(
              Locale.ROOT,
              " Each executor gives back %s; leave it if later data is larger.",
              Mebibytes.text(sizing.savedBytes())));
    }
    for (String more :
        List.of(sizing.byHand(), fewerTasks(sizing, peaks), fromHeap(sizing, peaks, losses))) {
      text.append(more.isEmpty() ? "" : " " + more);
    }
    return text.toString();
  }

  private static String why(ProfilePeaks peaks, Losses losses, boolean less) {
    if (less) {
      return peaks.fullLoad() == null
          ? "Nothing was lost and far less was used."
          : "Nothing was lost, nothing had to wait and all slots were seen busy.";
    }
    List<String> reasons = new ArrayList<>();
    add(reasons, losses.container(), "executors lost at the container's limit");
    add(reasons, losses.pythonKills(), "worker processes killed there");
    add(reasons, losses.heap(), "executors lost for want of heap");
    add(reasons, losses.python(), "at Python's own limit");
    add(reasons, losses.direct() + (long) losses.metaspace(), "at a limit of the JVM's");
    add(reasons, peaks.shed(), "tasks shed on one executor");
    add(reasons, peaks.held(), "tasks held on one executor");
    return reasons.isEmpty()
        ? "The room beside the heap was nearly used up."
        : "Memory was too small (" + String.join("; ", reasons) + ").";
  }

  private static void add(List<String> reasons, long count, String what) {
    if (count > 0) {
      reasons.add(what + ": " + count);
    }
  }

  /** The same container with fewer tasks, where it would do. */
  private static String fewerTasks(Sizing sizing, ProfilePeaks peaks) {
    FullLoad load = peaks.fullLoad();
    Grant now = sizing.now();
    if (load == null
        || load.bytesPerTask() == 0
        || !now.bounded()
        || sizing.advised().containerBytes() <= now.containerBytes()) {
      return "";
    }
    double room = (now.besideHeapBytes() - Margin.FLAT) / Margin.SHARE - load.baseBytes();
    long tasks = (long) (room / load.bytesPerTask());
    return tasks < 1 || tasks >= now.slots()
        ? ""
        : String.format(
            Locale.ROOT,
            "Or keep the container and run %d instead of %d at once: spark.executor.cores %d.",
            tasks,
            now.slots(),
            tasks * now.taskCpus());
  }

  /** Where the heap has what the rest wants: a split of the same container. */
  private static String fromHeap(Sizing sizing, ProfilePeaks peaks, Losses losses) {
    Peak live = peaks.peak(Component.HEAP_LIVE);
    Grant now = sizing.now();
    long more = sizing.advised().containerBytes() - now.containerBytes();
    long heap =
        Math.max(
            Margin.LEAST_HEAP,
            Mebibytes.roundUp((long) (live.max() * Margin.HEAP_PER_LIVE) + Margin.FLAT));
    if (!live.measured() || losses.heap() > 0 || more <= 0 || now.heapBytes() - heap < more) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "If the container cannot grow: of the heap only %s lived after collections, so %s could go"
            + " from the heap to the rest, if nothing spills then.",
        Mebibytes.text(live.max()),
        Mebibytes.text(more));
  }
}
