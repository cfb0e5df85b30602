/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadroomLogTest {
  private static final List<String> LINES =
      List.of(
          "Headroom: native trim meant to free 477 MiB, freed 3 MiB by malloc_trim in 1 ms",
          "Headroom: level GIVE_BACK -> SOFT at pressure 70 % (640 of 896 MiB hard)",
          "Headroom: level SOFT -> SHED at pressure 78 % (706 of 896 MiB hard)",
          "Headroom: shedding TID 0 at 79 % (706 of 896 MiB hard); 3 tasks go on",
          "Headroom: shutting the gate at 81 % (732 of 896 MiB hard; 3 tasks run, cap 3)",
          "Headroom: ended; peak 864 of 896 MiB hard, 3 tasks shed, 7 held (longest 2.3 s, 0 let in"
              + " by time), own CPU 0.273 s of 7.0 s in 455 samples");

  @Test
  void findsItsLinesAndDropsWhatTheLoggerPutsInFront() {
    String log =
        "26/01/01 INFO X: started\n26/01/01 WARN TaskGate: Headroom: shutting the gate at 81 %\n";
    assertThat(HeadroomLog.linesOf(log)).containsExactly("Headroom: shutting the gate at 81 %");
  }

  @Test
  void tellsAlarmsFromOtherLines() {
    assertThat(HeadroomLog.alarms(LINES)).isEqualTo(LINES.subList(2, 5));
    assertThat(HeadroomLog.gateClosed(LINES)).isTrue();
    assertThat(HeadroomLog.gateClosed(LINES.subList(0, 4))).isFalse();
    assertThat(HeadroomLog.gateClosed(List.of("Headroom: holding TID 4 at the gate"))).isTrue();
    assertThat(HeadroomLog.would(LINES)).isEmpty();
    assertThat(HeadroomLog.gateClosed(List.of("Headroom: would now shut the gate at 81 %")))
        .isFalse();
  }

  @Test
  void readsTheSumAtTheEnd() {
    assertThat(HeadroomLog.ownCpuPercent(LINES).getAsDouble()).isBetween(3.89, 3.91);
    assertThat(HeadroomLog.ownCpuPercent(List.of())).isEmpty();
  }
}
