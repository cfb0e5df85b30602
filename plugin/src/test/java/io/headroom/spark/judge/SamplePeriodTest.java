/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplePeriodTest {
  private static final Duration CALM = Duration.ofMillis(100);
  private static final Duration PRESSURED = Duration.ofMillis(25);

  @ParameterizedTest(name = "{0}, {1} of the limit, {2} s left: pressured {3}")
  @CsvSource({
    "CALM, 0, Infinity, false",
    "CALM, 0.449, Infinity, false",
    "CALM, 0.45, Infinity, true",
    "CALM, 0.1, 3, false",
    "CALM, 0.1, 2.9, true",
    "GIVE_BACK, 0.1, Infinity, true",
  })
  void pressured(Level level, double fraction, double seconds, boolean pressured) {
    Situation now = new Situation();
    now.level = level;
    now.pressure = fraction;
    now.timeToLimitSeconds = seconds;
    assertThat(new SamplePeriod(CALM, PRESSURED).next(now, false))
        .isSameAs(pressured ? PRESSURED : CALM);
  }

  @Test
  void idleIsRarerUnlessPressed() {
    SamplePeriod period = new SamplePeriod(CALM, PRESSURED);
    Situation now = new Situation();
    assertThat(period.next(now, true)).isEqualTo(SamplePeriod.IDLE);
    now.pressure = 0.5;
    assertThat(period.next(now, true)).isEqualTo(PRESSURED);
    now.pressure = 0;
    Duration rare = Duration.ofSeconds(2);
    assertThat(new SamplePeriod(rare, PRESSURED).next(now, true)).isEqualTo(rare);
  }
}
