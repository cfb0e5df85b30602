/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadroomLogTest {
  @Test
  void findsItsLinesAndDropsWhatTheLoggerPutsInFront() {
    String log =
        "26/01/01 INFO X: started\n26/01/01 WARN Ladder: Headroom: task gate closed at 81 %\n";
    assertThat(HeadroomLog.linesOf(log)).containsExactly("Headroom: task gate closed at 81 %");
  }

  @Test
  void tellsAlarmsFromOtherActions() {
    List<String> lines =
        List.of(
            "Headroom: native trim meant to free 40 MiB, freed 38 MiB",
            "Headroom: task gate closed at 81 % of 896 MiB",
            "Headroom: shed task 17 at 91 % of 896 MiB");
    assertThat(HeadroomLog.alarms(lines)).hasSize(2);
    assertThat(HeadroomLog.gateClosed(lines)).isTrue();
    assertThat(HeadroomLog.gateClosed(lines.subList(0, 1))).isFalse();
  }

  @Test
  void readsTheLongestWaitInEitherUnit() {
    List<String> lines =
        List.of("Headroom: task 3 waited 1500 ms at the gate", "Headroom: task 4 waited 2.5 s");
    assertThat(HeadroomLog.longestGateWaitSeconds(lines)).isEqualTo(2.5);
    assertThat(HeadroomLog.longestGateWaitSeconds(List.of("Headroom: on"))).isZero();
  }
}
