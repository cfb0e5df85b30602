/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.act.RecordingLog;
import io.headroom.spark.record.ExecutorReport;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class StallWarningTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final double NAN = Double.NaN;

  private final RecordingLog log = new RecordingLog();
  private final StallWarning warning =
      new StallWarning(
          new HeartbeatTimeout(Duration.ofMinutes(2), "spark.network.timeout"),
          () -> null,
          log.logger(),
          Runnable::run);

  @Test
  void saysOnceThatItCouldNotRunForHalfOfTheTimeout() {
    warning.step(100 * SECOND, 30 * SECOND);
    assertThat(log.lines()).isEmpty();
    warning.step(140 * SECOND, 39 * SECOND);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0))
        .startsWith("Headroom: this process could not run for 69.0 of the last 120 s")
        .contains("gives it up after 120 s without a heartbeat (spark.network.timeout)");
    warning.step(150 * SECOND, 9 * SECOND);
    assertThat(log.lines()).hasSize(1);
    warning.step(400 * SECOND, 0);
    warning.step(500 * SECOND, 90 * SECOND);
    assertThat(log.lines()).hasSize(2);
  }

  private static String why(double full, double collection, double throttled) {
    return StallWarning.why(
        new ExecutorReport.Stalls(NAN, full, collection, throttled, NAN, NAN, NAN, 0, true));
  }

  @Test
  void namesTheLikelyReasonWithItsFigures() {
    assertThat(why(0.9, 0.6, 0.1)).startsWith("It waited for memory").contains("memory 90 %");
    assertThat(why(0.0, 0.6, 0.1)).startsWith("It collected garbage").contains("60 % of the time");
    assertThat(why(0.0, 0.6, 0.8)).startsWith("Its container's CPU quota was used up");
    assertThat(why(NAN, NAN, NAN)).startsWith("It was stopped").contains("unknown");
  }

  @Test
  void theTimeoutIsTheOneThatSparkGoesBy() {
    SparkConf conf = new SparkConf(false);
    assertThat(HeartbeatTimeout.of(conf))
        .isEqualTo(new HeartbeatTimeout(Duration.ofMinutes(2), "spark.network.timeout"));
    conf.set("spark.network.timeout", "10");
    assertThat(HeartbeatTimeout.of(conf).after()).isEqualTo(Duration.ofSeconds(10));
    conf.set("spark.storage.blockManagerHeartbeatTimeoutMs", "9000");
    assertThat(HeartbeatTimeout.of(conf))
        .isEqualTo(
            new HeartbeatTimeout(
                Duration.ofSeconds(9), "spark.storage.blockManagerHeartbeatTimeoutMs"));
  }
}
