/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for the formula over all sizes. */
class PressurePropertyTest {
  @Property(tries = 2000)
  void neverAboveTheShareNeverFallingWithHardAndWithoutJumps(
      @ForAll @LongRange(min = 32 * Samples.MIB, max = 512 * Samples.GIB) long limit,
      @ForAll @DoubleRange(min = 0, max = 1) double hardShare,
      @ForAll @DoubleRange(min = 0, max = 1) double heldShare,
      @ForAll @DoubleRange(min = 0, max = 1) double slackShare) {
    long hard = (long) (hardShare * limit);
    long held = (long) (heldShare * hard);
    long slack = (long) (slackShare * hard);
    double p = Pressure.ofCgroup(hard, limit, held, slack);
    assertThat(p).isBetween(0.0, (double) hard / limit + 1e-9);
    long more = Math.min(limit, hard + limit / 1000);
    double q = Pressure.ofCgroup(more, limit, held, slack);
    assertThat(q).isGreaterThanOrEqualTo(p - 1e-9);
    assertThat(Pressure.ofCgroup(hard + 4096, limit, held, slack) - p)
        .as("a page more, of at least 2 %% of the limit that is not the heap's")
        .isLessThan(held > 0.98 * limit ? 1.1 : 0.01);
    assertThat(Pressure.ofCgroup(limit, limit, held, slack)).isEqualTo(1.0);
  }
}
