/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTimeTest {
  @TempDir Path dir;

  @Test
  void uptimeInMilliseconds() {
    assertThat(BootTime.uptimeMillis("12719.31 10701.51\n")).isEqualTo(12_719_310);
    assertThat(BootTime.uptimeMillis("")).isEqualTo(Reading.UNKNOWN);
    assertThat(BootTime.uptimeMillis("12719 10701")).isEqualTo(Reading.UNKNOWN);
    assertThat(BootTime.uptimeMillis("x.31 1")).isEqualTo(Reading.UNKNOWN);
  }

  /** A clock that counts from another origin than this host's boot is not believed. */
  @Test
  void uptimeStandsInForAClockThatCannotBeTheHosts() throws Exception {
    Files.writeString(dir.resolve("uptime"), "0.50 0.10\n");
    assertThat(BootTime.millis(dir)).isCloseTo(System.currentTimeMillis() - 500, within(1_000L));
  }
}
