/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Locale;

/**
 * What would be taken beside the heap with every slot busy, from the most tasks that ran well at
 * once. Where the gate let only some run, the peak that was measured is that of a few, and a
 * container of that size would die with all.
 *
 * <p>With {@code tasks} at once the most was {@code peakBytes}, of which {@code baseBytes} is there
 * without a task. The other slots are taken to need what those needed on average: the largest tasks
 * are among those seen, so this is too much rather than too little.
 *
 * @param tasks how many ran at once while as many of them ended well and none was shed
 * @param slots how many Spark would run
 * @param baseBytes beside the heap while no task ran, or the least that was seen
 * @param peakBytes beside the heap while {@code tasks} ran
 */
record FullLoad(int tasks, int slots, long baseBytes, long peakBytes) {

  /** Bytes beside the heap with all slots busy. */
  long bytes() {
    return peakBytes + (long) missing() * bytesPerTask();
  }

  /** Mean over the tasks that ran. */
  long bytesPerTask() {
    return Math.max(0, peakBytes - baseBytes) / tasks;
  }

  /** True where not all slots were seen busy. */
  boolean extrapolated() {
    return missing() > 0;
  }

  private int missing() {
    return Math.max(0, slots - tasks);
  }

  /** The one that says more: with more tasks, or with as many and a larger peak. */
  static FullLoad better(FullLoad a, FullLoad b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    if (a.tasks != b.tasks) {
      return a.tasks > b.tasks ? a : b;
    }
    return a.peakBytes >= b.peakBytes ? a : b;
  }

  /** For the evidence. */
  String line() {
    return extrapolated()
        ? String.format(
            Locale.ROOT,
            "%d tasks at once took %s beside the heap, %s of it without a task; all %d slots would"
                + " take %s",
            tasks,
            Mebibytes.text(peakBytes),
            Mebibytes.text(baseBytes),
            slots,
            Mebibytes.text(bytes()))
        : String.format(
            Locale.ROOT,
            "all %d slots were seen busy, at %s beside the heap",
            slots,
            Mebibytes.text(peakBytes));
  }
}
