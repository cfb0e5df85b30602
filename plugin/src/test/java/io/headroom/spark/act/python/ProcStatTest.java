/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcStatTest {
  @Test
  void countsFieldsFromBehindTheNameWhateverIsInIt() {
    String line =
        "4242 (a ) S 1 (b) R 4000 4242 4242 0 -1 4194304 900 0 0 0 31 11 0 0 20 0 1 0 987654"
            + " 12345678 2222 18446744073709551615 1 1 0 0 0 0 0 16781312 2 0 0 0 17 1 0 0 0 0 0\n";

    assertThat(ProcStat.parse(line)).contains(new ProcStat('R', 42, 987654, 2222));
  }

  @Test
  void readsThisProcess() {
    ProcStat own = ProcStat.of(ProcessHandle.current().pid()).orElseThrow();

    assertThat(own.ended()).isFalse();
    assertThat(own.startTicks()).isPositive();
    assertThat(own.residentPages()).isPositive();
  }

  @Test
  void whatCannotBeReadIsAbsent() {
    assertThat(ProcStat.of(Integer.MAX_VALUE)).isEmpty();
    for (String line : List.of("", "1 (x", "1 (x) S", "1 (x) S 1 2 3 4 5 6 7 8 9 10 a b c d e f")) {
      assertThat(ProcStat.parse(line)).as(line).isEmpty();
    }
  }
}
