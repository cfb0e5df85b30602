/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.act.RecordingLog;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.PauseRule;
import io.headroom.spark.judge.PauseRule.Worker;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.SlowSample;
import io.headroom.spark.sense.SlowSample.PythonKind;
import io.headroom.spark.sense.SlowSample.PythonWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real Python processes, stepped by hand on a clock of the test's own. */
final class PythonPauseTest {
  private static final long MIB = 1 << 20;
  private static final long LIMIT = 896 * MIB;

  private final List<Python> pythons = new ArrayList<>();
  private final RecordingLog log = new RecordingLog();
  private long nanoTime = 1_000_000_000L;
  private long walkNanos = 1;
  private PythonPause action;

  @AfterEach
  void end() {
    if (action != null) {
      action.close();
    }
    for (Python python : pythons) {
      python.close();
    }
  }

  @Test
  void pausesFromTheYoungestButNeverTheLastAndResumesTheOneStoppedFirst() throws Exception {
    Worker daemon = start(Python.ASLEEP);
    List<Worker> workers = List.of(start(Python.BUSY), start(Python.BUSY), start(Python.BUSY));
    action = action(new ShellSignals(), false, Duration.ofSeconds(30));
    List<PythonWorker> all = new ArrayList<>();
    all.add(python(daemon, PythonKind.DAEMON));
    workers.forEach(worker -> all.add(python(worker, PythonKind.WORKER)));

    calm(all);
    press(all, 0.73);
    Python.awaitStopped(workers.get(2), true);
    press(all, 0.74);
    Python.awaitStopped(workers.get(1), true);
    press(all, 0.75);
    press(all, 0.75);
    assertStopped(workers, false, true, true);
    assertThat(Python.stat(daemon.pid()).state()).isNotEqualTo('T');

    calm(all);
    Python.awaitStopped(workers.get(2), false);
    assertStopped(workers, false, true, false);
    calm(all);
    Python.awaitStopped(workers.get(1), false);

    assertThat(log.lines())
        .containsExactly(
            "Headroom: paused Python worker "
                + workers.get(2).pid()
                + " (200 MiB) at 73 % of 896 MiB, 2 still run",
            "Headroom: paused Python worker "
                + workers.get(1).pid()
                + " (200 MiB) at 74 % of 896 MiB, 1 still run",
            "Headroom: resumed Python worker " + workers.get(2).pid() + " after 4.0 s",
            "Headroom: resumed Python worker " + workers.get(1).pid() + " after 4.0 s");
  }

  @Test
  void aWorkerThatWaitsForATaskIsNoReasonToStopTheOneThatWorks() throws Exception {
    Worker idle = start(Python.ASLEEP);
    Worker busy = start(Python.BUSY);
    action = action(new ShellSignals(), false, Duration.ofSeconds(30));
    List<PythonWorker> all = workers(idle, busy);

    calm(all);
    nanoTime += Activity.IDLE_AFTER.toNanos();
    calm(all);
    for (int i = 0; i < 4; i++) {
      press(all, 0.8);
    }
    assertStopped(List.of(idle, busy), false, false);
  }

  @Test
  void goesOnWhenTheOnlyOtherWorkerHasEnded() throws Exception {
    Worker old = start(Python.BUSY);
    Worker young = start(Python.BUSY);
    action = action(new ShellSignals(), false, Duration.ofSeconds(30));
    calm(workers(old, young));
    press(workers(old, young), 0.8);
    Python.awaitStopped(young, true);

    pythons.get(0).close();
    press(workers(old, young), 0.8);
    press(workers(old, young), 0.8);

    Python.awaitStopped(young, false);
  }

  @Test
  void theEndOfATaskLetsTheFirstGoOnAndOfTheLastAll() throws Exception {
    List<Worker> workers =
        List.of(start(Python.BUSY), start(Python.BUSY), start(Python.BUSY), start(Python.BUSY));
    action = action(new ShellSignals(), false, Duration.ofSeconds(30));
    List<PythonWorker> all = workers(workers.toArray(Worker[]::new));
    calm(all);
    for (int i = 0; i < 4; i++) {
      press(all, 0.8);
    }
    await().untilAsserted(() -> assertStopped(workers, false, true, true, true));

    action.taskEnded(3);
    Python.awaitStopped(workers.get(3), false);
    assertStopped(workers, false, true, true, false);
    action.taskEnded(0);
    await().untilAsserted(() -> assertStopped(workers, false, false, false, false));
  }

  @Test
  void nobodyIsStoppedForLongerThanTheBound() throws Exception {
    List<Worker> workers = List.of(start(Python.BUSY), start(Python.BUSY));
    action = action(new ShellSignals(), false, Duration.ofSeconds(5));
    List<PythonWorker> all = workers(workers.toArray(Worker[]::new));
    calm(all);
    press(all, 0.8);
    Python.awaitStopped(workers.get(1), true);

    nanoTime += Duration.ofSeconds(5).toNanos();
    press(all, 0.8);
    Python.awaitStopped(workers.get(1), false);
    press(all, 0.8);
    press(all, 0.8);
    assertStopped(workers, true, false); // For as long again it is the other one's turn.
  }

  @Test
  void closingLetsAllGoOn() throws Exception {
    List<Worker> workers = List.of(start(Python.BUSY), start(Python.BUSY));
    action = action(new ShellSignals(), false, Duration.ofSeconds(30));
    List<PythonWorker> all = workers(workers.toArray(Worker[]::new));
    calm(all);
    press(all, 0.8);
    Python.awaitStopped(workers.get(1), true);

    action.close();
    Python.awaitStopped(workers.get(1), false);
    press(all, 0.8);
    press(all, 0.8);
    assertStopped(workers, false, false);
  }

  @Test
  void dryRunSaysWhatItWouldDoAndStopsNobody() throws Exception {
    List<Worker> workers = List.of(start(Python.BUSY), start(Python.BUSY));
    action =
        action(
            new DrySignals(Capability.available("Python pause", "")), true, Duration.ofSeconds(30));
    List<PythonWorker> all = workers(workers.toArray(Worker[]::new));
    calm(all);
    press(all, 0.73);
    press(all, 0.73);
    calm(all);

    assertStopped(workers, false, false);
    assertThat(log.lines())
        .containsExactly(
            "Headroom: would pause Python worker "
                + workers.get(1).pid()
                + " (200 MiB) at 73 % of 896 MiB, 1 still run",
            "Headroom: would resume Python worker " + workers.get(1).pid() + " after 2.0 s");
  }

  @Test
  void switchesItselfOffWhereItsRuleFailsAndLetsAllGoOn() throws Exception {
    List<Worker> workers = List.of(start(Python.BUSY), start(Python.BUSY));
    action = action(new ShellSignals(), false, Duration.ofSeconds(30));
    List<PythonWorker> all = workers(workers.toArray(Worker[]::new));
    calm(all);
    press(all, 0.8);
    Python.awaitStopped(workers.get(1), true);

    Situation broken = situation(all, 0.8, Level.SOFT);
    broken.level = null;
    action.step(broken);

    assertThat(action.capability().available()).isFalse();
    assertThat(action.capability().detail()).contains("NullPointerException");
    Python.awaitStopped(workers.get(1), false);
  }

  private Worker start(String program) throws Exception {
    Python python = Python.start(program);
    pythons.add(python);
    return python.worker();
  }

  private PythonPause action(Signals signals, boolean dryRun, Duration maxPause) {
    return new PythonPause(
        new PauseRule(Thresholds.DEFAULT, maxPause),
        signals,
        new Activity(ProcStat::of),
        Runnable::run,
        dryRun,
        log.logger());
  }

  private void press(List<PythonWorker> pythons, double fraction) throws InterruptedException {
    step(pythons, fraction, Level.SOFT);
  }

  private void calm(List<PythonWorker> pythons) throws InterruptedException {
    step(pythons, 0.4, Level.CALM);
  }

  /** A second passes on the action's clock, and enough in truth for the processes to show life. */
  private void step(List<PythonWorker> pythons, double fraction, Level level)
      throws InterruptedException {
    nanoTime += 1_000_000_000L;
    Thread.sleep(60);
    action.step(situation(pythons, fraction, level));
    // Answers of the shell are taken up by the next sample, 25 ms later.
    nanoTime += 25_000_000L;
    Thread.sleep(40);
    action.step(situation(pythons, fraction, level));
    nanoTime -= 25_000_000L;
  }

  private Situation situation(List<PythonWorker> pythons, double fraction, Level level) {
    Situation now = new Situation();
    now.nanoTime = nanoTime;
    now.limitBytes = LIMIT;
    now.hardBytes = (long) (fraction * LIMIT);
    now.rawFraction = fraction;
    now.pressure = fraction;
    now.level = level;
    now.slow =
        new SlowSample(
            nanoTime,
            null,
            null,
            null,
            null,
            null,
            null,
            new SlowSample.Processes(walkNanos++, pythons, 0));
    return now;
  }

  private static List<PythonWorker> workers(Worker... workers) {
    List<PythonWorker> all = new ArrayList<>();
    for (Worker worker : workers) {
      all.add(python(worker, PythonKind.WORKER));
    }
    return all;
  }

  private static PythonWorker python(Worker worker, PythonKind kind) {
    return new PythonWorker(worker.pid(), 1, worker.startTicks(), 200 * MIB, kind);
  }

  private static void assertStopped(List<Worker> workers, Boolean... stopped) {
    assertThat(workers)
        .extracting(worker -> Python.stat(worker.pid()).state() == 'T')
        .containsExactly(stopped);
  }
}
