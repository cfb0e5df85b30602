/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.KernelKill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log where the device is something else. LiveKernelLogTest reads the real one. */
@Timeout(30)
class KernelLogTest {
  @TempDir Path dir;

  @Test
  void withoutADeviceItIsUnavailable() {
    try (KernelLog log = KernelLog.open(dir.resolve("kmsg"), dir)) {
      assertThat(log.capability().toString())
          .contains("kernel log: unavailable because", dir.resolve("kmsg").toString());
      assertThat(log.next(0)).isNull();
    }
  }

  @Test
  void whatIsNoRecordEndsTheReading() throws Exception {
    Path file = Files.writeString(dir.resolve("kmsg"), "x".repeat(1 << 20));
    try (KernelLog log = KernelLog.open(file, dir)) {
      assertThat(log.next(0)).isNull();
    }
  }

  @Test
  void killsOfLongAgoAreNotTold() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("kmsg"),
            "3,1,5000000,-;Memory cgroup out of memory: Killed process 9 (java) total-vm:9kB,"
                + " anon-rss:8kB\n");
    assertThat(killAt(file, 9 * 60_000)).isPresent();
    assertThat(killAt(file, 11 * 60_000)).isEmpty();
  }

  @Test
  void aNewRecordCorrectsTheClockAndAnOldOneDoesNot() {
    long boot = 1_700_000_000_000L;
    long tenDays = 864_000_000L;
    long now = boot + tenDays;
    assertThat(KernelLog.corrected(boot, now, tenDays - 300_000))
        .as("five minutes in ten days are a clock's drift")
        .isEqualTo(boot + 300_000);
    assertThat(KernelLog.corrected(boot, now, tenDays - 5_760_000))
        .as("96 minutes are an old record")
        .isEqualTo(boot);
    assertThat(KernelLog.corrected(boot, boot + 60_000, 30_000)).isEqualTo(boot);
  }

  /** The first kill that is told so long after it happened. */
  private Optional<KernelKill> killAt(Path file, long millisLater) {
    try (KernelLog log = KernelLog.open(file, dir)) {
      return new KernelKills(log, "h", log.bootMillis() + 5_000 + millisLater).next();
    }
  }
}
