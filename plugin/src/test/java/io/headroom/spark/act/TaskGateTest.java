/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.act.TaskGate.Mode;
import io.headroom.spark.judge.GateCap;
import io.headroom.spark.judge.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskGateTest {
  private static final long MIB = 1 << 20;
  private static final double SHUT = 0.85;
  private static final double OPEN = 0.50;

  private final RunningTasks running = new RunningTasks();
  private final List<Long> entered = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private TaskGate gate = gate(Mode.HOLD, Duration.ofSeconds(60));

  private TaskGate gate(Mode mode, Duration maxWait) {
    return new TaskGate(
        new GateCap(4, 4, 1), running, 0.80, maxWait, mode, System::nanoTime, Runnable::run);
  }

  @AfterEach
  void letEverybodyIn() throws InterruptedException {
    gate.close();
    for (Thread thread : threads) {
      thread.join(5_000);
    }
  }

  private void pressure(double fraction) {
    Situation situation = new Situation();
    situation.nanoTime = System.nanoTime();
    situation.limitBytes = 1000 * MIB;
    situation.hardBytes = Math.round(fraction * situation.limitBytes);
    situation.rawFraction = fraction;
    situation.pressure = fraction;
    gate.step(situation);
  }

  private Thread enterInBackground(TaskAttempt task) {
    Thread thread =
        new Thread(
            () -> {
              gate.enter(task);
              entered.add(task.attemptId());
            });
    threads.add(thread);
    thread.start();
    return thread;
  }

  @Test
  void letsEverybodyInWhileCalm() {
    pressure(OPEN);
    for (long id = 1; id <= 4; id++) {
      gate.enter(new FakeTask(id));
    }
    assertThat(running.alive()).isEqualTo(4);
    assertThat(gate.counters().held()).isZero();
  }

  @Test
  void letsTheOnlyTaskInWhateverThePressure() {
    pressure(0.99);
    gate.enter(new FakeTask(1));
    assertThat(running.alive()).isEqualTo(1);
  }

  @Test
  void holdsNewTasksWhileShutAndLetsThemInWhenOpenAgain() {
    gate.enter(new FakeTask(1));
    gate.enter(new FakeTask(2));
    pressure(SHUT);
    enterInBackground(new FakeTask(3));
    await().until(() -> gate.waiting() == 1);
    assertThat(gate.currentCap()).isEqualTo(2);

    // The cap fell to what ran; evidence raises it: two tasks end well and a third fits.
    pressure(OPEN);
    gate.leave(1, true);
    await().until(() -> entered.contains(3L));
    assertThat(gate.counters().longestWaitNanos()).isPositive();
  }

  @Test
  void servesTheWaitingInTheOrderOfTheirArrival() {
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    for (long id = 2; id <= 4; id++) {
      int before = gate.waiting();
      enterInBackground(new FakeTask(id));
      await().until(() -> gate.waiting() == before + 1);
    }
    pressure(OPEN);
    for (long id = 1; id <= 3; id++) {
      gate.leave(id, false);
      long next = id + 1;
      await().until(() -> entered.contains(next));
    }
    assertThat(entered).containsExactly(2L, 3L, 4L);
  }

  @Test
  void barrierTasksPass() {
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    gate.enter(new FakeTask(2, 2, true));
    gate.enter(new FakeTask(3, 3, true));
    assertThat(running.alive()).isEqualTo(3);
  }

  @Test
  void aZombieDoesNotHoldThePlaceOfALivingTask() {
    FakeTask zombie = new FakeTask(1);
    gate.enter(zombie);
    pressure(SHUT);
    enterInBackground(new FakeTask(2));
    await().until(() -> gate.waiting() == 1);
    zombie.interrupted = true;
    await().until(() -> entered.contains(2L));
  }

  @Test
  void aCancelledTaskStopsWaiting() {
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    FakeTask cancelled = new FakeTask(2);
    enterInBackground(cancelled);
    await().until(() -> gate.waiting() == 1);
    cancelled.interrupted = true;
    await().atMost(Duration.ofSeconds(2)).until(() -> entered.contains(2L));
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() throws InterruptedException {
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    List<Boolean> flags = new CopyOnWriteArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              gate.enter(new FakeTask(2));
              flags.add(Thread.currentThread().isInterrupted());
            });
    thread.start();
    await().until(() -> gate.waiting() == 1);
    thread.interrupt();
    thread.join(5_000);
    assertThat(flags).containsExactly(true);
  }

  @Test
  void nobodyWaitsLongerThanTheBound() {
    gate = gate(Mode.HOLD, Duration.ofMillis(300));
    gate.enter(new FakeTask(1));
    pressure(0.99);
    long began = System.nanoTime();
    gate.enter(new FakeTask(2));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(290), Duration.ofSeconds(3));
    assertThat(gate.counters().timeouts()).isEqualTo(1);
  }

  @Test
  void observingHoldsNobodyAndCounts() {
    gate = gate(Mode.OBSERVE, Duration.ofSeconds(60));
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    gate.enter(new FakeTask(2));
    assertThat(running.alive()).isEqualTo(2);
    assertThat(gate.counters().held()).isEqualTo(1);
    assertThat(gate.currentCap()).isEqualTo(4);
  }

  @Test
  void switchedOffItOnlyCountsWhatRuns() {
    gate = gate(Mode.OPEN, Duration.ofSeconds(60));
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    gate.enter(new FakeTask(2));
    assertThat(running.alive()).isEqualTo(2);
    assertThat(gate.counters().held()).isZero();
  }

  @Test
  void anEndIsCountedOnce() {
    gate.enter(new FakeTask(1));
    gate.enter(new FakeTask(2));
    gate.leave(1, true);
    gate.leave(1, true);
    gate.leave(7, true);
    assertThat(running.alive()).isEqualTo(1);
  }

  @Test
  void closingLetsTheWaitingIn() {
    gate.enter(new FakeTask(1));
    pressure(SHUT);
    enterInBackground(new FakeTask(2));
    await().until(() -> gate.waiting() == 1);
    gate.close();
    await().until(() -> entered.contains(2L));
  }
}
