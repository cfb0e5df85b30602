/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.GIB;
import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PressureTest {
  private static final Thresholds T = Thresholds.DEFAULT;

  /** Pressure of a process with this heap and this much that is not heap, MiB. */
  private static double of(
      long limit, long heapMax, long touched, long live, boolean returnable, double rest) {
    long hard = (long) ((touched + rest) * MIB);
    long h = HeapSlack.touched(touched * MIB, heapMax * MIB, hard);
    long slack = returnable ? HeapSlack.returnable(h, live * MIB, touched * MIB) : 0;
    return Pressure.ofCgroup(
        hard, limit * MIB, HeapSlack.held(h, heapMax * MIB, limit * MIB), slack);
  }

  @ParameterizedTest(name = "{0} of {1} MiB")
  @CsvSource({"0,1000", "100,1000", "649,1000", "1000,1000", "5,64", "60,64", "60000,65536"})
  void withoutHeapFiguresItIsTheShareOfTheLimit(long hard, long limit) {
    assertThat(Pressure.ofCgroup(hard * MIB, limit * MIB, 0, 0))
        .isCloseTo((double) hard / limit, within(1e-9));
  }

  @ParameterizedTest(name = "returnable {0}")
  @ValueSource(booleans = {false, true})
  void containerOf11TimesItsTouchedHeapIsNotAtTheGateWhileTheRestIsSmall(boolean returnable) {
    for (long heap : new long[] {512, 1024, 4096, 16_384, 57_000}) {
      long limit = heap * 11 / 10;
      double allowance = limit - heap;
      assertThat(of(limit, heap, heap, heap / 3, returnable, 0)).isLessThan(T.giveBack());
      assertThat(of(limit, heap, heap, heap / 3, returnable, 0.3 * allowance))
          .as("heap %d, a third of what is not heap's is used", heap)
          .isLessThan(T.gate());
      assertThat(of(limit, heap, heap, heap / 3, returnable, 0.95 * allowance))
          .as("heap %d, nearly all of it is", heap)
          .isGreaterThan(T.shed());
    }
  }

  @Test
  void growthBesideAnUntouchedHeapReachesTheGateBefore85AndShedBefore95Percent() {
    // Four tasks of 200 MiB beside a heap of 512 MiB in 896; whatever of it is said to be slack.
    for (long touched = 0; touched <= 100; touched += 10) {
      for (long live = 0; live <= touched; live += 10) {
        for (boolean returnable : new boolean[] {false, true}) {
          double restAt85 = 0.85 * 896 - touched;
          double restAt95 = 0.95 * 896 - touched;
          assertThat(of(896, 512, touched, live, returnable, restAt85))
              .as("touched %d live %d", touched, live)
              .isGreaterThanOrEqualTo(T.gate());
          assertThat(of(896, 512, touched, live, returnable, restAt95))
              .isGreaterThanOrEqualTo(T.shed());
        }
      }
    }
  }

  @Test
  void slackThatWasNeverReturnedDoesNotHideTheKill() {
    // 256 MiB touched, 60 live: 187 MiB of slack, all still charged at 95 % of the limit.
    assertThat(of(896, 512, 256, 60, true, 0.90 * 896 - 256)).isGreaterThan(T.gate());
    assertThat(of(896, 512, 256, 60, true, 0.95 * 896 - 256)).isGreaterThan(T.shed());
  }

  @Test
  void heapThatMayOutgrowTheContainerIsUseLikeAnyOther() {
    assertThat(of(1000, 1000, 900, 900, false, 50)).isCloseTo(0.95, within(1e-9));
    assertThat(of(1000, 2000, 900, 900, false, 50)).isCloseTo(0.95, within(1e-9));
  }

  @Test
  void littleRoomIsTightWhateverTheShareSays() {
    // 400 MiB beside a full heap: by share these are 0.68 and 0.84, but 128 and 64 MiB are tight.
    assertThat(of(1424, 1024, 1024, 1024, false, 272)).isCloseTo(0.8, within(1e-3));
    assertThat(of(1424, 1024, 1024, 1024, false, 336)).isCloseTo(0.9, within(1e-3));
  }

  @ParameterizedTest(name = "hard {0}, limit {1}, held {2}, slack {3}")
  @CsvSource({
    "0,1,0,0",
    "1,1,0,0",
    "2,1,0,0",
    "1,1,1,1",
    "0,1,5,5",
    "9223372036854775807,9223372036854775807,0,0",
    "9223372036854775807,1,9223372036854775807,9223372036854775807",
    "1,9223372036854775807,0,9223372036854775807",
  })
  void extremesStayInRange(long hard, long limit, long held, long slack) {
    double p = Pressure.ofCgroup(hard, limit, held, slack);
    assertThat(p).isBetween(0.0, 1.0);
    if (hard >= limit) {
      assertThat(p).isEqualTo(1.0);
    }
  }

  @ParameterizedTest(name = "{0} MiB of {1} available: {2}")
  @CsvSource({
    "512, 65536, 0.95",
    "2048, 65536, 0.8",
    "1024, 65536, 0.9",
    "20480, 65536, 0",
    "256, 2048, 0.8",
    "640, 16384, 0.8047",
    "0, 4096, 1",
  })
  void hostIsJudgedByAnAbsoluteRoom(long available, long total, double expected) {
    assertThat(Pressure.ofHost(available * MIB, total * MIB)).isCloseTo(expected, within(1e-3));
  }

  @Test
  void unknownHostIsNoPressure() {
    assertThat(Pressure.ofHost(-1, 64 * GIB)).isZero();
    assertThat(Pressure.ofHost(1, -1)).isZero();
    assertThat(Pressure.ofHost(1, 0)).isZero();
  }
}
