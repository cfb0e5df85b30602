/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.judge.PauseRule.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PauseRuleTest {
  private static final Worker OLD = new Worker(300, 10);
  private static final Worker MIDDLE = new Worker(100, 20);
  private static final Worker YOUNG = new Worker(200, 30);

  private final PauseRule rule = new PauseRule(Thresholds.DEFAULT, Duration.ofSeconds(20));
  private final Situation now = new Situation();

  private void at(long millis, Level level, double pressure) {
    now.nanoTime = millis * Samples.MILLI;
    now.level = level;
    now.pressure = pressure;
  }

  private Worker pause(Worker... active) {
    Worker worker = rule.toPause(now, List.of(active));
    if (worker != null) {
      rule.paused(worker, now.nanoTime);
    }
    return worker;
  }

  private Worker resume(Worker... active) {
    Worker worker = rule.toResume(now, List.of(active));
    if (worker != null) {
      rule.resumed(worker, now.nanoTime);
    }
    return worker;
  }

  @Test
  void closerTogetherWhenTheLimitIsNear() {
    now.timeToLimitSeconds = 0.4;
    at(0, Level.SHED, 0.75);
    assertThat(pause(OLD, MIDDLE, YOUNG)).isEqualTo(YOUNG);
    at(99, Level.SHED, 0.76);
    assertThat(pause(OLD, MIDDLE)).isNull();
    at(100, Level.SHED, 0.76);
    assertThat(pause(OLD, MIDDLE)).isEqualTo(MIDDLE);
  }

  @Test
  void youngestFirst300MsApartNeverTheLast() {
    at(0, Level.GIVE_BACK, 0.69);
    assertThat(pause(OLD, YOUNG, MIDDLE)).isNull();
    at(25, Level.SOFT, 0.70);
    assertThat(pause(OLD, YOUNG, MIDDLE)).isEqualTo(YOUNG);
    at(324, Level.SOFT, 0.75);
    assertThat(pause(OLD, MIDDLE)).isNull();
    at(325, Level.SOFT, 0.75);
    assertThat(pause(OLD, MIDDLE)).isEqualTo(MIDDLE);
    at(1000, Level.SHED, 0.99);
    assertThat(pause(OLD)).as("the last active one").isNull();
    assertThat(pause(OLD, YOUNG, MIDDLE)).as("a list that still names the stopped ones").isNull();
    assertThat(rule.paused()).containsExactly(YOUNG, MIDDLE);
  }

  @Test
  void levelHeldByTheDwellAlonePausesNobody() {
    at(0, Level.SOFT, 0.66);
    assertThat(pause(OLD, YOUNG)).isNull();
    now.timeToLimitSeconds = 0.5;
    assertThat(pause(OLD, YOUNG)).as("growing fast").isEqualTo(YOUNG);
  }

  @Test
  void onReliefTheOnePausedFirstGoesOnFirst() {
    at(0, Level.SOFT, 0.75);
    pause(OLD, YOUNG, MIDDLE);
    at(300, Level.SOFT, 0.75);
    pause(OLD, MIDDLE);
    at(900, Level.SOFT, 0.60);
    assertThat(resume(OLD)).as("not yet below soft - 2 * hysteresis").isNull();
    at(925, Level.SOFT, 0.59);
    assertThat(resume(OLD)).isEqualTo(YOUNG);
    assertThat(resume(OLD, YOUNG)).isNull();
    at(1225, Level.SOFT, 0.59);
    assertThat(resume(OLD, YOUNG)).isEqualTo(MIDDLE);
    assertThat(rule.paused()).isEmpty();
  }

  @Test
  void oneGoesOnWhenNothingElseIsActive() {
    at(0, Level.SOFT, 0.75);
    pause(OLD, YOUNG, MIDDLE);
    at(300, Level.SOFT, 0.75);
    pause(OLD, MIDDLE);
    at(325, Level.SHED, 0.95);
    assertThat(resume()).as("the old one has ended").isEqualTo(YOUNG);
    assertThat(resume(YOUNG)).as("something runs again").isNull();
  }

  @Test
  void nobodyIsPausedForLongerThanTheBoundAndThenLeftAlone() {
    at(0, Level.SOFT, 0.75);
    pause(OLD, YOUNG);
    at(19_999, Level.SHED, 0.99);
    assertThat(resume(OLD)).isNull();
    at(20_000, Level.SHED, 0.99);
    assertThat(resume(OLD)).isEqualTo(YOUNG);
    at(39_999, Level.SHED, 0.99);
    assertThat(pause(OLD, YOUNG)).as("the old one goes instead").isEqualTo(OLD);
    resume();
    at(40_000, Level.SHED, 0.99);
    rule.resumed(OLD, now.nanoTime);
    at(40_400, Level.SHED, 0.99);
    assertThat(pause(OLD, YOUNG)).as("spared no longer").isEqualTo(YOUNG);
  }

  @Test
  void stallsPauseAndAreNoRelief() {
    at(0, Level.SOFT, 0.2);
    now.binding = Situation.Binding.STALL;
    assertThat(pause(OLD, YOUNG)).isEqualTo(YOUNG);
    at(1000, Level.SOFT, 0.2);
    assertThat(resume(OLD)).isNull();
    at(2000, Level.CALM, 0.2);
    now.binding = Situation.Binding.LIMIT;
    assertThat(resume(OLD)).isEqualTo(YOUNG);
  }

  @Test
  void endedWorkersAreForgottenAndAReusedPidIsAnotherWorker() {
    at(0, Level.SOFT, 0.75);
    pause(OLD, YOUNG);
    rule.retain(Set.of(OLD, new Worker(YOUNG.pid(), 99)));
    assertThat(rule.paused()).isEmpty();
    assertThat(resume()).isNull();
  }

  @Test
  void clockThatGoesBackLetsThemGoOn() {
    at(60_000, Level.SOFT, 0.75);
    pause(OLD, YOUNG);
    at(0, Level.SOFT, 0.75);
    assertThat(resume(OLD)).isEqualTo(YOUNG);
  }
}
