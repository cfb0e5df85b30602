/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Collector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final ExecutorReport.Tasks NONE =
      new ExecutorReport.Tasks(0, 0, 4, 4, 0, 0, 0, 0, 0);

  private final List<ExecutorReport> sent = new ArrayList<>();
  private final Hiccups hiccups = new Hiccups();
  private final Situation now = new Situation();
  private final Reporter reporter = reporter(sent::add);

  private Reporter reporter(Reporter.Send send) {
    return new Reporter(
        send,
        new ReportBuilder(
            "1",
            "host",
            Collector.G1,
            () -> NONE,
            new StallFigures(hiccups, "no-such-thread"),
            new OwnCost()),
        hiccups,
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        List.of("swap: unavailable because none"),
        Runnable::run);
  }

  private void after(long millis, Level level) {
    now.nanoTime += Duration.ofMillis(millis).toNanos();
    now.level = level;
    reporter.step(now, 1);
  }

  @Test
  void onceASecondWhileCalmFiveTimesUnderPressureAndAtOnceOnAChange() {
    now.nanoTime = 7;
    after(0, Level.CALM);
    assertThat(sent).hasSize(1);
    after(999, Level.CALM);
    assertThat(sent).hasSize(1);
    after(1, Level.CALM);
    assertThat(sent).hasSize(2);
    after(1, Level.SOFT);
    assertThat(sent).hasSize(3);
    after(199, Level.SOFT);
    assertThat(sent).hasSize(3);
    after(1, Level.SOFT);
    assertThat(sent).hasSize(4);
    after(1, Level.CALM);
    assertThat(sent).extracting(ExecutorReport::level).endsWith("SOFT", "CALM");
  }

  @Test
  void atOnceAfterALongHiccupWhichIsToldThoughTheNextSampleIsCalm() {
    after(0, Level.CALM);
    hiccups.expect(0);
    hiccups.awake(Duration.ofMillis(800).toNanos());
    after(100, Level.CALM);
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).stalls().longestHiccupMillis()).isEqualTo(800);
    hiccups.expect(0);
    hiccups.awake(0);
    after(1000, Level.CALM);
    assertThat(sent.get(2).stalls().longestHiccupMillis()).isZero();
  }

  @Test
  void tellsNotesOnce() {
    after(0, Level.CALM);
    after(2000, Level.CALM);
    assertThat(sent.get(0).notes()).hasSize(1);
    assertThat(sent.get(1).notes()).isEmpty();
  }

  @Test
  void aPeakBetweenTwoReportsIsNotLost() {
    now.hardBytes = 100;
    after(0, Level.CALM);
    now.hardBytes = 900;
    after(100, Level.CALM);
    now.hardBytes = 200;
    after(1000, Level.CALM);
    assertThat(sent.get(1).memory().hardBytes()).isEqualTo(200);
    assertThat(sent.get(1).memory().peakHardBytes()).isEqualTo(900);
  }

  @Test
  void aDriverThatIsGoneHarmsNobody() {
    Reporter lonely =
        reporter(
            report -> {
              throw new IOException("the driver is gone");
            });
    lonely.step(now, 1);
    assertThat(lonely.latest()).isNotNull();
    assertThat(lonely.summary()).contains("own CPU");
  }
}
