/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What each component may take, against what it took at most. Heap, direct buffers and Python have
 * limits of their own; tmpfs and native memory have what the others leave of the overhead.
 *
 * @param lines one for each component that has a budget
 */
public record Budget(List<Line> lines) {
  /** A share of a budget from which it is as good as used up. */
  private static final double NEARLY = 0.9;

  /** The JVM's default since JDK 9 (ReservedCodeCacheSize, tiered compilation). */
  private static final long CODE_CACHE = 240 * Mebibytes.MIB;

  public Budget {
    lines = List.copyOf(lines);
  }

  /**
   * One component.
   *
   * @param budgetBytes what it may take; −1 where nothing bounds it that is known of
   * @param from what the budget is by
   */
  public record Line(Component component, long budgetBytes, String from, Peak peak) {

    /** Bytes by which the peak was over the budget; 0 where it was not, or is not known. */
    public long overrunBytes() {
      return peak.measured() && budgetBytes >= 0 ? Math.max(0, peak.max() - budgetBytes) : 0;
    }

    /** Whether the peak was within a tenth of the budget, or over it. */
    public boolean nearlyUsed() {
      return peak.measured() && budgetBytes >= 0 && peak.max() >= NEARLY * budgetBytes;
    }

    /** Such as {@code Python workers: 1200 of 384 MiB (overhead), 816 MiB over}. */
    public String text() {
      String budget = budgetBytes < 0 ? "no bound" : Mebibytes.text(budgetBytes);
      String used = peak.measured() ? Mebibytes.text(peak.max()) : "not measured";
      String over = overrunBytes() > 0 ? ", " + Mebibytes.text(overrunBytes()) + " over" : "";
      return String.format(
          Locale.ROOT, "%s: %s of %s (%s)%s", component.title(), used, budget, from, over);
    }
  }

  /** The budget of one kind of executor. */
  static Budget of(Grant grant, ProfilePeaks peaks, JvmFlags flags) {
    List<Line> lines = new ArrayList<>();
    // Heap used cannot be more than Xmx; what lives is what tells whether it is enough.
    Component heap =
        peaks.peak(Component.HEAP_LIVE).measured() ? Component.HEAP_LIVE : Component.HEAP_USED;
    lines.add(new Line(heap, grant.heapBytes(), "spark.executor.memory", peaks.peak(heap)));
    flags
        .size("MaxMetaspaceSize")
        .ifPresent(
            most ->
                lines.add(
                    new Line(
                        Component.METASPACE,
                        most,
                        "MaxMetaspaceSize",
                        peaks.peak(Component.METASPACE))));
    lines.add(
        new Line(
            Component.CODE_CACHE,
            flags.size("ReservedCodeCacheSize").orElse(CODE_CACHE),
            flags.size("ReservedCodeCacheSize").isPresent()
                ? "ReservedCodeCacheSize"
                : "the JVM's default",
            peaks.peak(Component.CODE_CACHE)));
    lines.add(
        new Line(
            Component.DIRECT,
            flags.size("MaxDirectMemorySize").orElse(grant.heapBytes()),
            flags.size("MaxDirectMemorySize").isPresent() ? "MaxDirectMemorySize" : "as Xmx",
            peaks.peak(Component.DIRECT)));
    if (grant.bounded()) {
      shares(grant, peaks, lines);
    }
    return new Budget(lines);
  }

  /** What has no limit of its own: each may take what the peaks of the others leave. */
  private static void shares(Grant grant, ProfilePeaks peaks, List<Line> lines) {
    long jvm = peaks.peak(Component.METASPACE_AND_CODE).maxOrZero();
    long direct = peaks.peak(Component.DIRECT).maxOrZero();
    Peak python = peaks.peak(Component.PYTHON);
    Peak shmem = peaks.peak(Component.SHMEM);
    Peak rest = peaks.peak(Component.NATIVE_REST);
    long share = grant.overheadBytes() + grant.offHeapBytes() - jvm - direct;
    boolean ownPython = grant.pysparkBytes() > 0;
    long pythonInShare = ownPython ? 0 : python.maxOrZero();
    if (python.max() > 0 || ownPython) {
      lines.add(
          new Line(
              Component.PYTHON,
              ownPython ? grant.pysparkBytes() : left(share, shmem.maxOrZero() + rest.maxOrZero()),
              ownPython ? "spark.executor.pyspark.memory" : "what the others leave of the overhead",
              python));
    }
    lines.add(
        new Line(
            Component.SHMEM,
            left(share, pythonInShare + rest.maxOrZero()),
            "what the others leave of the overhead",
            shmem));
    lines.add(
        new Line(
            Component.NATIVE_REST,
            left(share, pythonInShare + shmem.maxOrZero()),
            grant.offHeapBytes() > 0
                ? "off-heap, and what the others leave of the overhead"
                : "what the others leave of the overhead",
            rest));
    lines.add(
        new Line(
            Component.BESIDE_HEAP,
            grant.besideHeapBytes(),
            grant.overheadFrom() == Grant.OverheadFrom.LIMIT
                ? "what the limit leaves beside the heap"
                : "overhead, off-heap and pyspark memory",
            peaks.peak(Component.BESIDE_HEAP)));
  }

  private static long left(long share, long others) {
    return Math.max(0, share - others);
  }

  /** The lines over their budget, the largest overrun first. */
  public List<Line> overruns() {
    return lines.stream()
        .filter(line -> line.overrunBytes() > 0)
        .sorted((a, b) -> Long.compare(b.overrunBytes(), a.overrunBytes()))
        .toList();
  }

  /** The line of one component; empty text and no budget where it has none. */
  Line line(Component component) {
    return lines.stream()
        .filter(line -> line.component() == component)
        .findFirst()
        .orElse(new Line(component, -1, "", Peak.notMeasured(component)));
  }
}
