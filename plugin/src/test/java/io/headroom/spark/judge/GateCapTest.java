/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.spark.sense.Reading;
import org.junit.jupiter.api.Test;

class GateCapTest {
  private static final double GATE = 0.8;

  private static void use(GateCap cap, int running, long hardMib) {
    cap.observe(running, hardMib * MIB, 0, 0);
  }

  private static boolean wellDone(GateCap cap, long limitMib) {
    return cap.taskEnded(true, limitMib * MIB, GATE);
  }

  @Test
  void capIsKeptBetweenFloorAndSlots() {
    assertThat(new GateCap(4, 4, 1).cap()).isEqualTo(4);
    assertThat(new GateCap(4, 99, 1).cap()).isEqualTo(4);
    assertThat(new GateCap(4, 0, 0).cap()).isEqualTo(1);
    assertThat(new GateCap(4, 1, 2).cap()).isEqualTo(2);
    assertThat(new GateCap(1, 1, 2).cap()).isEqualTo(1);
    assertThatThrownBy(() -> new GateCap(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }

  @Test
  void admission() {
    GateCap cap = new GateCap(4, 2, 1);
    assertThat(cap.mayAdmit(0, 1.0, GATE)).as("something always runs").isTrue();
    assertThat(cap.mayAdmit(1, 0.79, GATE)).isTrue();
    assertThat(cap.mayAdmit(1, 0.80, GATE)).isFalse();
    assertThat(cap.mayAdmit(2, 0.1, GATE)).as("cap reached").isFalse();
    assertThat(new GateCap(4, 4, 2).mayAdmit(1, 1.0, GATE)).as("local mode").isTrue();
    assertThat(new GateCap(4, 4, 2).mayAdmit(2, 1.0, GATE)).isFalse();
  }

  @Test
  void fallsAtOnceAndRisesOnlyAfterAsManyTasksEndedWell() {
    GateCap cap = new GateCap(4, 4, 1);
    use(cap, 0, 120);
    use(cap, 4, 720);
    assertThat(cap.peakPerTaskBytes()).isEqualTo(150 * MIB);
    cap.pressed(4);
    assertThat(cap.cap()).isEqualTo(4);
    cap.shed(2);
    assertThat(cap.cap()).isEqualTo(2);
    // 120 + 3 * 150 * 1.1 = 615 of 716; 120 + 4 * 150 * 1.1 = 780 does not fit.
    assertThat(wellDone(cap, 896)).isFalse();
    assertThat(cap.taskEnded(false, 896 * MIB, GATE)).as("proves nothing").isFalse();
    assertThat(wellDone(cap, 896)).isTrue();
    assertThat(cap.cap()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(wellDone(cap, 896)).isFalse();
    }
    assertThat(cap.cap()).isEqualTo(3);
    assertThat(cap.peakPerTaskBytes()).isEqualTo((long) (150 * MIB * 0.98));
  }

  @Test
  void shedAndPressureTakeTheEvidenceBack() {
    GateCap cap = new GateCap(4, 2, 1);
    use(cap, 0, 10);
    assertThat(wellDone(cap, 1000)).isFalse();
    cap.pressed(2);
    assertThat(wellDone(cap, 1000)).isFalse();
    assertThat(wellDone(cap, 1000)).isTrue();
  }

  @Test
  void oneOddTaskDoesNotKeepTheCapDownForEver() {
    GateCap cap = new GateCap(4, 1, 1);
    use(cap, 0, 120);
    use(cap, 1, 670);
    int tasks = 0;
    while (cap.cap() < 4 && tasks < 1000) {
      use(cap, cap.cap(), 120 + 80L * cap.cap());
      wellDone(cap, 896);
      tasks++;
    }
    assertThat(cap.cap()).isEqualTo(4);
    assertThat(tasks).as("seen to matter for a while").isBetween(50, 500);
  }

  @Test
  void baseIsMeasuredAfreshWhenIdle() {
    GateCap cap = new GateCap(4, 1, 1);
    use(cap, 1, 500);
    assertThat(cap.baseBytes()).isEqualTo(500 * MIB);
    use(cap, 1, 400);
    assertThat(cap.baseBytes()).as("lowest while tasks run").isEqualTo(400 * MIB);
    use(cap, 0, 311);
    assertThat(cap.baseBytes()).isEqualTo(311 * MIB);
    use(cap, 0, 120);
    assertThat(cap.baseBytes()).as("after a trim").isEqualTo(120 * MIB);
    cap.observe(0, Reading.UNKNOWN, 0, 0);
    assertThat(cap.baseBytes()).isEqualTo(120 * MIB);
  }

  @Test
  void heapOfNineTenthsOfTheContainerDoesNotKeepTheCapDown() {
    // 4096 MiB of heap, all touched and never returned, in 4506; 150 MiB else, 20 MiB per task.
    GateCap cap = new GateCap(4, 1, 1);
    cap.observe(0, 4246 * MIB, 0, 4096 * MIB);
    cap.observe(1, 4266 * MIB, 0, 4096 * MIB);
    assertThat(cap.baseBytes()).isEqualTo(150 * MIB);
    assertThat(wellDone(cap, 4506)).isTrue();
    // The same figures unadjusted: never.
    GateCap raw = new GateCap(4, 1, 1);
    raw.observe(0, 4246 * MIB, 0, 0);
    raw.observe(1, 4266 * MIB, 0, 0);
    assertThat(wellDone(raw, 4506)).isFalse();
    // Slack that can be returned is no use of the tasks.
    GateCap slack = new GateCap(4, 1, 1);
    slack.observe(0, 700 * MIB, 500 * MIB, 0);
    assertThat(slack.baseBytes()).isEqualTo(200 * MIB);
  }

  @Test
  void unknownLimitRaisesNothing() {
    GateCap cap = new GateCap(2, 1, 1);
    assertThat(cap.taskEnded(true, Reading.UNKNOWN, GATE)).isFalse();
    assertThat(cap.cap()).isEqualTo(1);
  }
}
