/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for the cap whatever happens. */
class GateCapPropertyTest {
  private static final double GATE = 0.8;

  @Property(tries = 500)
  void capStaysInRangeAndOneTaskMayAlwaysRun(@ForAll long seed) {
    Random random = new Random(seed);
    int slots = 1 + random.nextInt(32);
    int floor = 1 + random.nextInt(2);
    GateCap cap = new GateCap(slots, random.nextInt(40) - 4, floor);
    for (int i = 0; i < 500; i++) {
      int before = cap.cap();
      switch (random.nextInt(4)) {
        case 0 ->
            cap.observe(
                random.nextInt(slots + 1),
                random.nextLong(-1, 1L << 34),
                random.nextLong(1L << 33),
                random.nextLong(1L << 33));
        case 1 -> {
          cap.pressed(random.nextInt(slots + 2) - 1);
          assertThat(cap.cap()).isLessThanOrEqualTo(before);
        }
        case 2 -> {
          cap.shed(random.nextInt(slots + 2) - 1);
          assertThat(cap.cap()).isLessThanOrEqualTo(before);
        }
        default -> {
          boolean rose = cap.taskEnded(random.nextBoolean(), random.nextLong(-1, 1L << 35), GATE);
          assertThat(cap.cap()).isEqualTo(rose ? before + 1 : before);
        }
      }
      assertThat(cap.cap()).isBetween(Math.min(floor, slots), slots);
      double pressure = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() * 2;
      assertThat(cap.mayAdmit(0, pressure, GATE)).isTrue();
      boolean lowered = cap.cap() < slots;
      if (lowered || !(pressure < GATE)) {
        assertThat(cap.mayAdmit(cap.cap() + random.nextInt(3), pressure, GATE)).isFalse();
      } else {
        // A cap that was never lowered limits nothing: more may run than the slots counted at
        // start.
        assertThat(cap.mayAdmit(slots + random.nextInt(3), pressure, GATE)).isTrue();
      }
    }
  }
}
