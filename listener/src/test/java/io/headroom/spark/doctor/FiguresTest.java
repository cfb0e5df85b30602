/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How figures, long texts and progress are shown. */
class FiguresTest {
  @Test
  void sizesAreToldInTheLargestUnitThatFits() {
    assertThat(Figures.size(0)).isEqualTo("0 B");
    assertThat(Figures.size(1023)).isEqualTo("1023 B");
    assertThat(Figures.size(1536)).isEqualTo("1.5 KiB");
    assertThat(Figures.size(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }

  @Test
  void timesAreToldInTheirTwoLargestUnits() {
    assertThat(Figures.duration(1_234)).isEqualTo("1.2 s");
    assertThat(Figures.duration(63_000)).isEqualTo("1 min 3 s");
    assertThat(Figures.duration(7_500_000)).isEqualTo("2 h 5 min");
    assertThat(Figures.duration(90_000_000)).isEqualTo("1 d 1 h");
    assertThat(Figures.time(1795265516251L)).isEqualTo("2026-11-21 12:51:56 UTC");
    assertThat(Figures.time(0)).isEqualTo("an unknown time");
  }

  @Test
  void aLongTraceKeepsItsBeginAndItsLastCause() {
    String frames = "\n\tat a.b.C.d(C.java:1)".repeat(2000);
    String trace =
        "java.lang.RuntimeException: top"
            + frames
            + "\nCaused by: java.io.IOException: middle"
            + frames
            + "\nCaused by: java.lang.OutOfMemoryError: Java heap space"
            + frames;

    String cut = LongText.cut(trace);

    assertThat(cut)
        .hasSizeLessThanOrEqualTo(16 * 1024)
        .startsWith("java.lang.RuntimeException: top\n\tat")
        .contains("\n\t...\nCaused by: java.lang.OutOfMemoryError: Java heap space\n")
        .doesNotContain("middle");
    assertThat(LongText.cut("x".repeat(20_000) + "end"))
        .hasSizeLessThanOrEqualTo(16 * 1024)
        .endsWith("end");
    assertThat(LongText.cut("short")).isEqualTo("short");
  }

  @Test
  void progressIsDrawnAnewAFewTimesPerSecond() {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    long[] now = {0};
    ProgressBar bar =
        new ProgressBar(
            new PrintStream(drawn, true, StandardCharsets.UTF_8), 100 << 20, () -> now[0]);

    bar.accept(10 << 20);
    assertThat(drawn.size()).isZero();
    now[0] = 500_000_000;
    bar.accept(40 << 20);
    bar.accept(1 << 20);
    bar.clear();
    bar.clear();

    assertThat(drawn.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r\033[K[###############               ]  50 %  50.0 MiB of 100.0 MiB  105 MB/s"
                + "\r\033[K");
  }
}
