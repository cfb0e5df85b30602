/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.act.ChildJvm;
import io.headroom.spark.act.python.Signals.Outcome;
import io.headroom.spark.act.python.Signals.Reply;
import io.headroom.spark.judge.PauseRule.Worker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellSignalsTest {
  @Test
  void stopsAndLetsGoOn() throws Exception {
    try (Python python = Python.start(Python.BUSY);
        ShellSignals signals = new ShellSignals()) {
      signals.prepare();
      Worker worker = python.worker();

      assertThat(signals.stop(worker)).isTrue();
      assertThat(signals.holding()).isTrue();
      Python.awaitStopped(worker, true);
      signals.goOn(worker);
      Python.awaitStopped(worker, false);

      assertThat(signals.holding()).isFalse();
      assertReplies(
          signals, new Reply(Outcome.STOPPED, worker), new Reply(Outcome.CONTINUED, worker));
    }
  }

  @Test
  void aProcessThatHasThePidOfAnotherIsLeftAlone() throws Exception {
    try (Python python = Python.start(Python.BUSY);
        ShellSignals signals = new ShellSignals()) {
      signals.prepare();
      Worker former = new Worker(python.worker().pid(), python.worker().startTicks() - 1);

      signals.stop(former);

      assertReplies(signals, new Reply(Outcome.GONE, former));
      assertThat(Python.stat(former.pid()).state()).isNotEqualTo('T');
      assertThat(signals.holding()).isFalse();
    }
  }

  @Test
  void aProcessThatHasEndedIsGone() throws Exception {
    Worker worker;
    try (Python python = Python.start(Python.ASLEEP)) {
      worker = python.worker();
    }
    try (ShellSignals signals = new ShellSignals()) {
      signals.prepare();
      signals.stop(worker);
      assertReplies(signals, new Reply(Outcome.GONE, worker));
    }
  }

  @Test
  void closingLetsAllGoOn() throws Exception {
    try (Python first = Python.start(Python.BUSY);
        Python second = Python.start(Python.ASLEEP)) {
      ShellSignals signals = new ShellSignals();
      signals.prepare();
      signals.stop(first.worker());
      signals.stop(second.worker());
      Python.awaitStopped(first.worker(), true);
      Python.awaitStopped(second.worker(), true);

      signals.close();
      signals.close();

      Python.awaitStopped(first.worker(), false);
      Python.awaitStopped(second.worker(), false);
      signals.prepare();
      assertThat(signals.ready()).as("closed").isFalse();
    }
  }

  @Test
  void anotherShellLetsGoOnWhatADeadOneHadStopped() throws Exception {
    try (Python python = Python.start(Python.BUSY);
        ShellSignals signals = new ShellSignals()) {
      signals.prepare();
      Worker worker = python.worker();
      signals.stop(worker);
      Python.awaitStopped(worker, true);

      killShell(signals);
      assertThat(signals.stop(worker)).isFalse();
      assertThat(signals.holding()).isTrue();
      signals.prepare();

      Python.awaitStopped(worker, false);
      assertThat(signals.ready()).isTrue();
    }
  }

  @Test
  void givesUpStoppingAfterSomeDeathsButNotLettingGoOn() throws Exception {
    try (Python python = Python.start(Python.BUSY);
        ShellSignals signals = new ShellSignals()) {
      Worker worker = python.worker();
      for (int start = 1; start <= ShellSignals.MOST_STARTS; start++) {
        signals.prepare();
        assertThat(signals.stop(worker)).isTrue();
        Python.awaitStopped(worker, true);
        killShell(signals);
      }

      signals.prepare();

      Python.awaitStopped(worker, false);
      assertThat(signals.stop(worker)).isFalse();
      assertThat(signals.capability().available()).isFalse();
      assertThat(signals.capability().detail()).contains("died 4 times");
    }
  }

  @Test
  void aJvmThatIsKilledLeavesNothingStopped() throws Exception {
    try (Python first = Python.start(Python.BUSY);
        Python second = Python.start(Python.BUSY)) {
      Process jvm =
          ChildJvm.start(
              List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
              StoppingChild.class,
              String.valueOf(first.worker().pid()),
              String.valueOf(second.worker().pid()));
      try {
        Python.awaitStopped(first.worker(), true);
        Python.awaitStopped(second.worker(), true);
      } finally {
        // SIGKILL: no hook of the JVM runs.
        jvm.destroyForcibly().waitFor();
      }
      assertThat(jvm.exitValue()).isEqualTo(137);
      Python.awaitStopped(first.worker(), false);
      Python.awaitStopped(second.worker(), false);
    }
  }

  private static void killShell(ShellSignals signals) {
    ProcessHandle shell = ProcessHandle.of(signals.shellPid()).orElseThrow();
    shell.destroyForcibly();
    await().until(() -> !signals.ready());
  }

  private static void assertReplies(ShellSignals signals, Reply... expected) {
    List<Reply> replies = new ArrayList<>();
    await()
        .untilAsserted(
            () -> {
              replies.addAll(signals.replies());
              assertThat(replies).containsExactly(expected);
            });
  }
}
