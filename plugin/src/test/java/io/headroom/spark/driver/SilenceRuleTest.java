/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.driver.SignsOfLife.Signs;
import io.headroom.spark.driver.SilenceRule.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceRuleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final SilenceRule rule = SilenceRule.of(Duration.ofSeconds(1), Duration.ofMinutes(2));

  private Stage stage(long report, long heartbeat, boolean ended, long now, long notBefore) {
    return rule.stage(
        new Signs("1", "host", 7, report * SECOND, heartbeat * SECOND, ended),
        now * SECOND,
        notBefore == NEVER ? NEVER : notBefore * SECOND);
  }

  @Test
  void fiveSecondsWithoutAReportAreSilence() {
    assertThat(stage(100, 100, false, 105, NEVER)).isEqualTo(Stage.HEARD);
    assertThat(stage(100, 100, false, 106, NEVER)).isEqualTo(Stage.SILENT);
  }

  @Test
  void whereReportsAreRareSilenceIsThreeOfThem() {
    SilenceRule rare = SilenceRule.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
    assertThat(rare.silentNanos()).isEqualTo(180 * SECOND);
  }

  @Test
  void aShortTimeoutLeavesTimeForALook() {
    SilenceRule hasty = SilenceRule.of(Duration.ofSeconds(1), Duration.ofSeconds(8));
    assertThat(hasty.silentNanos()).isLessThan(hasty.endangeredNanos());
  }

  @Test
  void halfOfTheTimeoutWithoutAHeartbeatIsDanger() {
    assertThat(stage(100, 100, false, 159, NEVER)).isEqualTo(Stage.SILENT);
    assertThat(stage(100, 100, false, 160, NEVER)).isEqualTo(Stage.ENDANGERED);
    assertThat(stage(100, 150, false, 160, NEVER)).as("heartbeats come").isEqualTo(Stage.SILENT);
  }

  @Test
  void heartbeatsMayEndThoughReportsCome() {
    assertThat(stage(160, 100, false, 160, NEVER)).isEqualTo(Stage.ENDANGERED);
  }

  @Test
  void whoSaidFarewellIsNotSilentButCanBeEndangered() {
    assertThat(stage(100, 150, true, 155, NEVER)).isEqualTo(Stage.HEARD);
    assertThat(stage(100, 100, true, 160, NEVER)).isEqualTo(Stage.ENDANGERED);
  }

  @Test
  void aDriverThatCouldNotListenBlamesNobody() {
    assertThat(stage(100, 100, false, 200, 199)).isEqualTo(Stage.HEARD);
    assertThat(stage(100, 100, false, 206, 199)).isEqualTo(Stage.SILENT);
    assertThat(stage(100, 100, false, 259, 199)).isEqualTo(Stage.ENDANGERED);
  }
}
