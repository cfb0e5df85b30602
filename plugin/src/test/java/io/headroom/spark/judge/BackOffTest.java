/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.GIB;
import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final long SECOND = 1_000_000_000L;

  private final BackOff backOff = new BackOff(Duration.ofSeconds(10));

  @Test
  void firstAttemptIsDueAtOnceTheNextAfterTheInterval() {
    assertThat(backOff.due(-5)).isTrue();
    backOff.attempted(0, 100 * MIB, GIB);
    assertThat(backOff.due(10 * SECOND - 1)).isFalse();
    assertThat(backOff.due(10 * SECOND)).isTrue();
    assertThat(backOff.due(-SECOND)).as("clock went back").isTrue();
  }

  @Test
  void secondPoorAttemptAndEachFurtherOneDoubleUpToTenMinutes() {
    long[] expected = {10, 20, 40, 80, 160, 320, 600, 600};
    for (int i = 0; i < expected.length; i++) {
      backOff.attempted(i, i % 2 == 0 ? GIB / 100 - 1 : -5, GIB);
      assertThat(backOff.interval()).isEqualTo(Duration.ofSeconds(expected[i]));
    }
    backOff.attempted(9, GIB / 100 + 1, GIB);
    assertThat(backOff.interval()).isEqualTo(Duration.ofSeconds(10));
    backOff.attempted(10, 0, GIB);
    assertThat(backOff.interval()).as("one poor attempt is none").isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void withoutALimitNoAttemptIsGood() {
    backOff.attempted(0, GIB, -1);
    backOff.attempted(0, GIB, -1);
    assertThat(backOff.interval()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void minimumAboveTenMinutesStays() {
    BackOff slow = new BackOff(Duration.ofMinutes(30));
    slow.attempted(0, 0, GIB);
    slow.attempted(0, 0, GIB);
    assertThat(slow.interval()).isEqualTo(Duration.ofMinutes(30));
  }
}
