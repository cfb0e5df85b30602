/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import java.util.Arrays;
import java.util.Collection;

/**
 * Median, least and greatest of some numbers.
 *
 * @param count how many there are; the rest is NaN when there are none
 * @param median the middle one, or the mean of the middle two
 * @param min the least
 * @param max the greatest
 */
record Spread(int count, double median, double min, double max) {
  static Spread of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    if (n == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(n, median, Arrays.stream(sorted).min().getAsDouble(), sorted[n - 1]);
  }

  @Override
  public String toString() {
    return count == 0 ? "-" : String.format("%.2f (%.2f to %.2f, n=%d)", median, min, max, count);
  }
}
