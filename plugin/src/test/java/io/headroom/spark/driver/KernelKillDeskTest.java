/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.act.RecordingLog;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.KernelKill.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelKillDeskTest {
  private static final long START = 1_000_000;

  private final List<KernelKill> passedOn = new ArrayList<>();
  private final RecordingLog log = new RecordingLog();
  private final KernelKillDesk desk = new KernelKillDesk(START, passedOn::add, log.logger());

  private static KernelKill kill(String host, long timeMillis, Scope scope, long pid) {
    return new KernelKill(
        host, timeMillis, scope, pid, "java", "/exec-1", "/exec-1", 900L << 20, 0, 3L << 20);
  }

  @Test
  void allExecutorsOfAHostTellTheSameKillAndItCountsOnce() {
    desk.take(kill("a", 1_000_000, Scope.CGROUP, 7));
    desk.take(kill("a", 1_000_900, Scope.CGROUP, 7));
    desk.take(kill("b", 1_000_000, Scope.CGROUP, 7));
    desk.take(kill("a", 1_000_000, Scope.CGROUP, 8));
    desk.take(kill("a", 9_000_000, Scope.CGROUP, 7));
    assertThat(passedOn).hasSize(4);
    assertThat(log.lines()).hasSize(4);
  }

  @Test
  void whatWasKilledBeforeTheApplicationBeganIsNoneOfIt() {
    desk.take(kill("a", START - 300_000, Scope.CGROUP, 7));
    assertThat(passedOn).isEmpty();
    assertThat(log.lines()).isEmpty();
    desk.take(kill("a", START - 2_000, Scope.CGROUP, 7));
    assertThat(passedOn).as("clocks may be apart").hasSize(1);
  }

  @Test
  void saysWhoDiedOfWhat() {
    desk.take(kill("a", START, Scope.CGROUP, 7));
    desk.take(kill("a", START, Scope.NODE, 8));
    assertThat(log.lines())
        .containsExactly(
            "Headroom: the kernel killed process 7 (java) on a, 900 MiB of anonymous and 3 MiB of"
                + " shared memory, as its container was at its limit: /exec-1",
            "Headroom: the kernel killed process 8 (java) on a, 900 MiB of anonymous and 3 MiB of"
                + " shared memory, as the whole host was out of memory");
  }

  @Test
  void memoryOfTheDeadIsBounded() {
    for (int i = 1; i <= 5_000; i++) {
      desk.take(kill("a", START, Scope.CGROUP, i));
    }
    desk.take(kill("a", START, Scope.CGROUP, 5_000));
    assertThat(passedOn).hasSize(5_000);
  }
}
