/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeToLimitTest {
  @ParameterizedTest(name = "{0} of {1} MiB at {2} MiB/s: {3} s")
  @CsvSource({
    "500, 1000, 300, 1.6",
    "770, 1000, 300, 0.7",
    "940, 1000, 100, 0.4",
    "960, 1000, 100, 0.2",
    "980, 1000, 100, 0.1",
    "1000, 1000, 100, 0",
    "1200, 1000, 100, 0",
    "500, 1000, 0, Infinity",
    "990, 1000, 0, Infinity",
    "0, 1000, 1, 980",
  })
  void secondsUntil98Percent(long hard, long limit, double rate, double seconds) {
    double actual = TimeToLimit.seconds(hard * MIB, limit * MIB, rate * MIB);
    if (Double.isInfinite(seconds)) {
      assertThat(actual).isInfinite();
    } else {
      assertThat(actual).isCloseTo(seconds, within(1e-6));
    }
  }

  @Test
  void heapStopsAtItsMaximum() {
    // A heap of 1024 in 1126 MiB, touched for the first time at 650 MiB/s: it stops in time.
    assertThat(seconds(800, 1126, 650, 650, 250)).isInfinite();
    // Half of the growth is not the heap's and goes on when the heap is full.
    assertThat(seconds(800, 1000, 200, 100, 50)).isCloseTo(1.3, within(1e-6));
    // The limit comes before the heap is full.
    assertThat(seconds(800, 1000, 200, 100, 500)).isCloseTo(0.9, within(1e-6));
  }

  private static double seconds(long hard, long limit, double rate, double heapRate, long room) {
    return TimeToLimit.seconds(hard * MIB, limit * MIB, rate * MIB, heapRate * MIB, room * MIB);
  }
}
