/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.advice.Peak.Source;

/**
 * Gathers one component's figures. The best source there is wins: with the first figure of a better
 * one, those of the worse are forgotten, since a mixture would be neither.
 */
final class PeakSeries {
  private static final double HIGH = 0.99;

  private final Component component;
  private Source source = Source.NOT_MEASURED;
  private LogHistogram values = new LogHistogram();
  private long max = -1;
  private String executorId = "";

  PeakSeries(Component component) {
    this.component = component;
  }

  /** Takes a figure; a negative one is none. */
  void add(Source from, long value, String executor) {
    add(from, value, value, executor);
  }

  /**
   * The same with a peak between two samples.
   *
   * @param peak at least {@code value}, or negative where not known
   */
  void add(Source from, long value, long peak, String executor) {
    if (value < 0 || from.compareTo(source) < 0) {
      return;
    }
    if (from != source) {
      source = from;
      values = new LogHistogram();
      max = -1;
    }
    values.add(value);
    if (Math.max(value, peak) > max) {
      max = Math.max(value, peak);
      executorId = executor;
    }
  }

  Peak peak() {
    return source == Source.NOT_MEASURED
        ? Peak.notMeasured(component)
        : new Peak(component, source, max, values.quantile(HIGH), values.count(), executorId);
  }
}
