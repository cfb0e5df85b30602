/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.act.TaskGate.Mode;
import io.headroom.spark.judge.GateCap;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.ShedRule;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskShedderTest {
  private static final long MIB = 1 << 20;

  private final RunningTasks running = new RunningTasks();
  private final TaskGate gate =
      new TaskGate(
          new GateCap(4, 4, 1),
          running,
          0.80,
          Duration.ofSeconds(60),
          Mode.HOLD,
          System::nanoTime,
          Runnable::run);
  private final List<String> kills = new ArrayList<>();
  private long nanoTime = 1;

  private TaskKiller killer(String how, boolean works) {
    return new TaskKiller() {
      @Override
      public boolean kill(long attemptId, String reason) {
        kills.add(how + " " + attemptId);
        return works;
      }

      @Override
      public String how() {
        return how;
      }
    };
  }

  private TaskShedder shedder(boolean dryRun, TaskKiller... killers) {
    return new TaskShedder(
        new ShedRule(Thresholds.DEFAULT), running, gate, List.of(killers), Runnable::run, dryRun);
  }

  private Situation nearTheLimit() {
    nanoTime += Duration.ofSeconds(1).toNanos();
    Situation situation = new Situation();
    situation.nanoTime = nanoTime;
    situation.limitBytes = 1000 * MIB;
    situation.hardBytes = 930 * MIB;
    situation.rawFraction = 0.93;
    situation.pressure = 0.93;
    situation.slopeBytesPerSecond = 300 * MIB;
    situation.timeToLimitSeconds = 0.5;
    situation.level = Level.SHED;
    return situation;
  }

  private void run(long... attemptIds) {
    for (long id : attemptIds) {
      running.began(new FakeTask(id), id);
    }
  }

  @Test
  void endsTheYoungestAndLowersTheCap() {
    run(1, 2, 3, 4);
    shedder(false, killer("locally", true)).step(nearTheLimit());
    assertThat(kills).containsExactly("locally 4");
    assertThat(running.alive()).isEqualTo(3);
    assertThat(gate.currentCap()).isEqualTo(3);
  }

  @Test
  void endsSeveralAtOnceWhereTheRestWouldNotLeaveTimeForASecondDecision() {
    run(1, 2, 3, 4);
    Situation burst = nearTheLimit();
    burst.timeToLimitSeconds = 0.13;
    shedder(false, killer("locally", true)).step(burst);
    assertThat(kills).containsExactly("locally 4", "locally 3");
    assertThat(gate.currentCap()).isEqualTo(2);
  }

  @Test
  void asksTheDriverWhereTheLocalWayFails() {
    run(1, 2);
    shedder(false, killer("locally", false), killer("by the driver", true)).step(nearTheLimit());
    assertThat(kills).containsExactly("locally 2", "by the driver 2");
  }

  @Test
  void neverEndsTheLastOne() {
    run(1, 2, 3);
    TaskShedder shedder = shedder(false, killer("locally", true));
    for (int i = 0; i < 10; i++) {
      shedder.step(nearTheLimit());
    }
    assertThat(kills).containsExactly("locally 3", "locally 2");
    assertThat(running.alive()).isEqualTo(1);
  }

  @Test
  void doesNotEndTheSameWorkAThirdTime() {
    running.began(new FakeTask(1, 1, true), 1);
    TaskShedder shedder = shedder(false, killer("locally", true));
    for (long attempt = 2; attempt <= 5; attempt++) {
      running.began(new FakeTask(attempt, 99, false), attempt);
      shedder.step(nearTheLimit());
      running.ended(attempt);
    }
    assertThat(kills).containsExactly("locally 2", "locally 3");
  }

  @Test
  void observingEndsNothingAndTellsEachVictimOnce() {
    run(1, 2);
    TaskShedder shedder = shedder(true, killer("locally", true));
    shedder.step(nearTheLimit());
    shedder.step(nearTheLimit());
    assertThat(kills).isEmpty();
    assertThat(running.alive()).isEqualTo(2);
    assertThat(shedder.sheds()).isEqualTo(1);
  }

  @Test
  void observingTellsEveryVictimOfABurst() {
    run(1, 2, 3, 4);
    Situation burst = nearTheLimit();
    burst.timeToLimitSeconds = 0.13;
    TaskShedder shedder = shedder(true, killer("locally", true));
    shedder.step(burst);
    assertThat(shedder.sheds()).isEqualTo(2);
  }

  @Test
  void everyKillOfABurstIsOnItsWayBeforeALogLineIsWritten() {
    run(1, 2, 3, 4);
    Situation burst = nearTheLimit();
    burst.timeToLimitSeconds = 0.13;
    List<Runnable> work = new ArrayList<>();
    TaskShedder shedder =
        new TaskShedder(
            new ShedRule(Thresholds.DEFAULT),
            running,
            gate,
            List.of(killer("locally", true)),
            work::add,
            false);
    shedder.step(burst);
    work.get(0).run();
    work.get(1).run();
    assertThat(kills).containsExactly("locally 4", "locally 3");
  }
}
