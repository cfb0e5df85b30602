/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.MIB;
import static io.headroom.spark.judge.Samples.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for the slope of any samples. */
class SlopeWindowPropertyTest {
  @Property(tries = 300)
  void neverNegativeNeverMoreThanWasSeen(
      @ForAll @Size(min = 2, max = 200) List<@IntRange(min = 0, max = 1000) Integer> mibs,
      @ForAll @IntRange(min = 1, max = 120) int periodMillis) {
    SlopeWindow any = new SlopeWindow();
    long t = 0;
    double steepest = 0;
    Integer before = null;
    for (int mib : mibs) {
      any.add(t * MILLI, mib * MIB);
      if (before != null) {
        steepest = Math.max(steepest, (mib - before) * (double) MIB * 1000 / periodMillis);
      }
      assertThat(any.bytesPerSecond()).isBetween(0.0, steepest * 1.001 + 1);
      before = mib;
      t += periodMillis;
    }
  }
}
