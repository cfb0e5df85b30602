/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Locale;

/**
 * The most that was seen of one component, over all executors of one resource profile.
 *
 * @param max bytes (threads: how many); −1 where not measured
 * @param high what 99 of 100 samples do not exceed, at most a sixteenth too high; −1 where not
 *     measured
 * @param samples how many figures it is from
 * @param executorId where {@code max} was seen
 */
public record Peak(
    Component component, Source source, long max, long high, long samples, String executorId) {

  /** Where a figure comes from, the worst first. */
  public enum Source {
    NOT_MEASURED("not measured"),
    /** As each task ended; nothing is known of time between. */
    TASK_METRICS("task metrics"),
    /** Peaks at heartbeats, which miss what is shorter. */
    EXECUTOR_METRICS("Spark's ExecutorMetrics"),
    HEADROOM("Headroom's reports");

    private final String title;

    Source(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  static Peak notMeasured(Component component) {
    return new Peak(component, Source.NOT_MEASURED, -1, -1, 0, "");
  }

  public boolean measured() {
    return source != Source.NOT_MEASURED;
  }

  /** The largest value, or 0 where it was not measured: for sums that say so elsewhere. */
  long maxOrZero() {
    return Math.max(0, max);
  }

  /** One line for an evidence list. */
  public String line() {
    if (!measured()) {
      return component.title() + ": not measured";
    }
    boolean number = component == Component.THREADS;
    return String.format(
        Locale.ROOT,
        "%s: at most %s (99 %% of samples: %s), by %s, %d samples, most on executor %s",
        component.title(),
        number ? Long.toString(max) : Mebibytes.text(max),
        number ? Long.toString(high) : Mebibytes.text(high),
        source.title(),
        samples,
        executorId);
  }
}
