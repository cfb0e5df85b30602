/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.act.ChildJvm;
import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that was stopped tells so as soon as it goes on, and how long it was. */
@Timeout(60)
class LiveHiccupTest {
  private static void signal(Process process, String name) throws Exception {
    String command = "kill -" + name + " " + process.pid();
    assertThat(new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void aStoppedProcessReportsItsStopAtOnce() throws Exception {
    // Reports are a minute apart there: what comes sooner comes because of the hiccup.
    Process child = ChildJvm.start(List.of(), HiccupChild.class);
    try {
      BufferedReader out = child.inputReader();
      assertThat(out.readLine()).isEqualTo("0");
      signal(child, "STOP");
      TimeUnit.MILLISECONDS.sleep(2_500);
      signal(child, "CONT");
      long longest = 0;
      while (longest < 2_000) { // On a busy machine a shorter hiccup may come first.
        longest = Long.parseLong(out.readLine());
      }
      assertThat(longest).isBetween(2_000L, 30_000L);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
