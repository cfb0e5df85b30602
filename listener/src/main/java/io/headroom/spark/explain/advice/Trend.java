/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Arrays;

/**
 * How a short series of points rises: the slope by Theil and Sen (median of the slopes of all
 * pairs, untouched by up to 29 % of outliers) and whether it is a rise at all, by Mann and Kendall
 * (how many pairs rise, against what chance would give).
 *
 * @param slope of values over times
 * @param z how many standard deviations the number of rising pairs is above chance; 3.1 is one
 *     chance in a thousand
 */
record Trend(double slope, double z) {

  /** Of points from {@code from} to before {@code to}; flat where there are fewer than three. */
  static Trend of(long[] times, long[] values, int from, int to) {
    int n = to - from;
    if (n < 3) {
      return new Trend(0, 0);
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    int rising = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        if (times[j] > times[i]) {
          slopes[pairs++] = (values[j] - values[i]) / (double) (times[j] - times[i]);
        }
        rising += Long.signum(values[j] - values[i]);
      }
    }
    if (pairs == 0) {
      return new Trend(0, 0);
    }
    Arrays.sort(slopes, 0, pairs);
    double median = (slopes[(pairs - 1) / 2] + slopes[pairs / 2]) / 2;
    // Variance of Mann-Kendall's S without ties; ties only make it smaller, so z is not too large.
    double deviation = Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
    // One is the correction for a whole number taken as a continuous one.
    double z = rising == 0 ? 0 : (rising - Integer.signum(rising)) / deviation;
    return new Trend(median, z);
  }
}
