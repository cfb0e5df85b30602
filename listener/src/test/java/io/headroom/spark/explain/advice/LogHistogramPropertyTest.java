/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class LogHistogramPropertyTest {
  @Property
  void quantilesAreNeverTooLowAndAtMostASixteenthTooHigh(
      @ForAll @NotEmpty List<@LongRange(min = 0, max = 1L << 60) Long> values,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    LogHistogram histogram = new LogHistogram();
    values.forEach(histogram::add);
    List<Long> sorted = values.stream().sorted().toList();
    int rank = Math.max(1, (int) Math.ceil(share * sorted.size()));
    long exact = sorted.get(rank - 1);

    assertThat(histogram.quantile(share)).isBetween(exact, exact + exact / 16);
    assertThat(histogram.max()).isEqualTo(sorted.get(sorted.size() - 1));
    assertThat(histogram.count()).isEqualTo(values.size());
  }
}
