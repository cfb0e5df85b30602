/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HiccupWindowTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final HiccupWindow window = new HiccupWindow(120 * SECOND);

  @Test
  void aLongOneCountsWhole() {
    window.add(1_000 * SECOND, 61 * SECOND);
    assertThat(window.sumNanos(1_000 * SECOND)).isBetween(60 * SECOND, 61 * SECOND);
  }

  @Test
  void manyShortOnesAddUp() {
    for (int i = 1; i <= 100; i++) {
      window.add(i * SECOND, SECOND / 2);
    }
    assertThat(window.sumNanos(100 * SECOND)).isEqualTo(50 * SECOND);
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    window.add(100 * SECOND, 30 * SECOND);
    assertThat(window.sumNanos(150 * SECOND)).isEqualTo(30 * SECOND);
    assertThat(window.sumNanos(221 * SECOND)).isZero();
  }

  @Test
  void oneLongerThanTheWindowFillsIt() {
    window.add(7, Long.MAX_VALUE);
    assertThat(window.sumNanos(7)).isBetween(115 * SECOND, 120 * SECOND);
  }

  /** Clocks may count from anywhere; a process that cannot run 30 % of the time shows just that. */
  @Property(tries = 200)
  void theSumIsTheShareOfTheWindow(@ForAll long start, @ForAll @IntRange(max = 100) int percent) {
    HiccupWindow window = new HiccupWindow(120 * SECOND);
    long now = start / 2;
    for (int i = 0; i < 200; i++) {
      now += SECOND;
      window.add(now, SECOND * percent / 100);
    }
    assertThat(window.sumNanos(now) / (double) SECOND)
        .isBetween(1.20 * percent * 23 / 24 - 1, 1.20 * percent + 1);
  }
}
