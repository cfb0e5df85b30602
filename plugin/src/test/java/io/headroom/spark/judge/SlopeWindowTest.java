/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.MIB;
import static io.headroom.spark.judge.Samples.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeWindowTest {
  private final SlopeWindow window = new SlopeWindow();

  private double mibPerSecond() {
    return window.bytesPerSecond() / MIB;
  }

  private void add(long millis, double mib) {
    window.add(millis * MILLI, (long) (mib * MIB));
  }

  private void flat(long untilMillis, double mib) {
    for (long t = 0; t <= untilMillis; t += 25) {
      add(t, mib);
    }
  }

  @Test
  void unknownUntilItSpans60Ms() {
    assertThat(window.known()).isFalse();
    add(0, 100);
    add(25, 200);
    add(59, 300);
    assertThat(window.known()).isFalse();
    assertThat(window.bytesPerSecond()).isZero();
    add(60, 300);
    assertThat(window.known()).isTrue();
    assertThat(window.bytesPerSecond()).isPositive();
  }

  @Test
  void steadyGrowthReadsAsItIs() {
    for (long t = 0; t <= 2000; t += 25) {
      add(t, 100 + t * 0.3);
      if (t >= 60) {
        assertThat(mibPerSecond()).isCloseTo(300, within(0.1));
      }
    }
  }

  @Test
  void burstOf200MibIn300MsIsSeenAfter75Ms() {
    flat(1000, 400);
    add(1025, 400 + 200 / 12.0);
    add(1050, 400 + 2 * 200 / 12.0);
    add(1075, 400 + 3 * 200 / 12.0);
    assertThat(mibPerSecond()).isCloseTo(667, within(1.0));
  }

  @Test
  void singleStepIsThinnedOverTheWholeWindow() {
    flat(1000, 400);
    double highest = 0;
    for (long t = 1025; t <= 2000; t += 25) {
      add(t, 410);
      highest = Math.max(highest, mibPerSecond());
    }
    assertThat(highest).isCloseTo(10 / 0.35, within(0.1));
    assertThat(mibPerSecond()).isZero();
  }

  @Test
  void fallIsNoGrowthAndDoesNotHideTheGrowthAfterIt() {
    flat(1000, 800);
    add(1025, 300);
    assertThat(mibPerSecond()).isZero();
    for (int i = 1; i <= 4; i++) {
      add(1025 + i * 25, 300 + i * 10);
    }
    assertThat(mibPerSecond()).as("10 MiB each 25 ms, not the fall").isCloseTo(400, within(1.0));
  }

  @Test
  void oneLowReadingIsForgottenAtTheNextSampleAfterIt() {
    flat(1000, 800);
    add(1025, 100);
    int steep = 0;
    for (long t = 1050; t <= 2000; t += 25) {
      add(t, 800);
      if (mibPerSecond() > 1) {
        steep++;
      }
    }
    assertThat(steep)
        .as("samples that see the odd one at the window's edge")
        .isLessThanOrEqualTo(1);
  }

  @Test
  void gapAndClockThatGoesBackStartAfresh() {
    flat(1000, 400);
    add(31_000, 800);
    assertThat(window.known()).isFalse();
    add(31_100, 800);
    assertThat(mibPerSecond()).isZero();
    add(500, 100);
    assertThat(window.known()).isFalse();
    add(600, 100);
    assertThat(window.known()).isTrue();
    assertThat(mibPerSecond()).isZero();
  }

  @Test
  void starvedSamplerStillSeesTheGrowth() {
    add(0, 100);
    add(400, 220);
    add(900, 370);
    assertThat(mibPerSecond()).isCloseTo(300, within(1.0));
  }

  @Test
  void sampleAtTheSameTimeReplacesTheLast() {
    add(0, 100);
    add(100, 100);
    add(100, 130);
    assertThat(mibPerSecond()).isCloseTo(300, within(1.0));
  }
}
