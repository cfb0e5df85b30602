/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.ExecutorReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedCapsTest {
  private static final String KILLED = "Command exited with code 137";

  private final LearnedCaps caps = new LearnedCaps();

  private static ExecutorReport report(int running, int cap, int slots) {
    return Reports.of("1", new ExecutorReport.Tasks(running, 0, cap, slots, 0, 0, 0, 0, 0));
  }

  @Test
  void startsWithAllSlotsWhileNothingWasLost() {
    assertThat(caps.startingCap(4)).isEqualTo(4);
  }

  @Test
  void startsTheReplacementWithHalfOfWhatDied() {
    caps.lost("1", KILLED, report(4, 4, 4));
    assertThat(caps.startingCap(4)).isEqualTo(2);
    caps.lost("2", KILLED, report(2, 2, 4));
    assertThat(caps.startingCap(4)).isEqualTo(1);
    caps.lost("3", KILLED, report(1, 1, 4));
    assertThat(caps.startingCap(4)).isEqualTo(1);
  }

  @Test
  void reachesOneBeforeSparkGivesUpWithManySlots() {
    caps.lost("1", KILLED, report(16, 16, 16));
    caps.lost("2", KILLED, report(4, 4, 16));
    assertThat(caps.startingCap(16)).isEqualTo(1);
  }

  @Test
  void learnsOnceFromTwoNoticesOfOneLoss() {
    caps.lost("1", KILLED, report(4, 4, 4));
    caps.lost("1", "Executor heartbeat timed out after 124251 ms", report(4, 4, 4));
    assertThat(caps.startingCap(4)).isEqualTo(2);
  }

  @Test
  void learnsNothingFromOtherLosses() {
    for (String reason :
        List.of(
            "Executor killed by driver.",
            "Executor decommission: spark scale down",
            "worker lost: Not receiving heartbeat for 60 seconds",
            "Command exited with code 1")) {
      caps.lost(reason, reason, report(4, 4, 4));
    }
    caps.lost("null", null, report(4, 4, 4));
    assertThat(caps.startingCap(4)).isEqualTo(4);
  }

  @Test
  void learnsNothingFromAnExecutorThatNeverReported() {
    caps.lost("1", KILLED, null);
    assertThat(caps.startingCap(4)).isEqualTo(4);
  }
}
