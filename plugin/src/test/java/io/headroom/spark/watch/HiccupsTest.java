/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HiccupsTest {
  private final Hiccups hiccups = new Hiccups();
  private long now = 42;

  private void late(long millis) {
    hiccups.expect(now + Duration.ofMillis(100).toNanos());
    now += Duration.ofMillis(100 + millis).toNanos();
    hiccups.awake(now);
  }

  @Test
  void theFirstWakeUpIsLateForNothing() {
    hiccups.awake(now);
    assertThat(hiccups.lastNanos()).isZero();
  }

  @Test
  void wakingEarlyIsNoHiccup() {
    late(-50);
    assertThat(hiccups.lastNanos()).isZero();
    assertThat(hiccups.longestMillis(1)).isZero();
  }

  @Test
  void theLongestIsKeptThoughTheNextSamplesAreCalm() {
    late(30);
    late(700);
    assertThat(hiccups.lastWasLong()).isTrue();
    late(0);
    assertThat(hiccups.lastWasLong()).isFalse();
    assertThat(hiccups.longestMillis(1)).isEqualTo(700);
  }

  @Test
  void aReportThatArrivedBeginsAnew() {
    late(700);
    assertThat(hiccups.longestMillis(1)).isEqualTo(700);
    hiccups.delivered(1);
    late(20);
    assertThat(hiccups.longestMillis(2)).isEqualTo(20);
  }

  @Test
  void aReportThatWasDroppedHandsItsHiccupOn() {
    late(700);
    assertThat(hiccups.longestMillis(1)).isEqualTo(700);
    late(20);
    assertThat(hiccups.longestMillis(2)).isEqualTo(700);
    hiccups.delivered(2);
    assertThat(hiccups.longestMillis(3)).isZero();
  }

  @Test
  void aHiccupBetweenBuildingAndSendingIsNotLost() {
    late(700);
    assertThat(hiccups.longestMillis(1)).isEqualTo(700);
    late(300);
    hiccups.delivered(1);
    assertThat(hiccups.longestMillis(2)).isEqualTo(300);
  }
}
