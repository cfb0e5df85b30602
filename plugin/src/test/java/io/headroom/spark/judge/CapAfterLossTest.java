/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapAfterLossTest {
  @ParameterizedTest(name = "{0} slots, {1} running, cap {2}, learned {3}: {4}")
  @CsvSource({
    "4, 4, 4, 0, 2",
    "4, 2, 2, 2, 1",
    "4, 1, 4, 0, 1",
    "4, 3, 4, 0, 1",
    "4, 4, 2, 0, 1",
    "4, 0, 4, 0, 2",
    "4, -1, 4, 0, 2",
    "4, 4, 4, 1, 1",
    "8, 8, 8, 0, 2",
    "8, 2, 2, 2, 1",
    "16, 16, 16, 0, 4",
    "1, 1, 1, 0, 1",
    "7, 7, 7, 0, 3",
  })
  void halfOrAQuarterOfWhatDied(int slots, int running, int cap, int learned, int next) {
    assertThat(CapAfterLoss.next(slots, running, cap, learned)).isEqualTo(next);
  }

  @Test
  void oneIsReachedBeforeSparkGivesUpAndNoLossEverRaisesIt() {
    for (int slots = 1; slots <= 127; slots++) {
      int cap = slots;
      int learned = CapAfterLoss.NONE;
      for (int loss = 1; loss <= 3; loss++) {
        int next = CapAfterLoss.next(slots, cap, cap, learned);
        assertThat(next).isBetween(1, cap);
        learned = next;
        cap = next;
      }
      assertThat(cap).as("%d slots after three losses", slots).isEqualTo(1);
    }
  }
}
