/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static io.headroom.spark.judge.Samples.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.judge.ShedRule.Candidate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShedRuleTest {
  private final ShedRule rule = new ShedRule(Thresholds.DEFAULT);
  private final Situation now = new Situation();
  private final List<Candidate> four = List.of(task(1), task(4), task(3), task(2));

  private static Candidate task(long id) {
    return new Candidate(id, id * 1000, false, false, 0);
  }

  @BeforeEach
  void danger() {
    now.level = Level.SHED;
    now.pressure = 0.92;
    now.rawFraction = 0.92;
    now.hardBytes = 920 * MIB;
  }

  private void after(long millis, long hardMib) {
    now.nanoTime += millis * Samples.MILLI;
    now.hardBytes = hardMib * MIB;
  }

  @Test
  void youngestGoes() {
    assertThat(rule.choose(now, four)).containsExactly(task(4));
    assertThat(rule.choose(now, List.of(new Candidate(8, 5, false, false, 0), task(9))))
        .containsExactly(task(9));
    Candidate sameTime = new Candidate(5, 4000, false, false, 0);
    assertThat(rule.choose(now, List.of(task(4), sameTime))).containsExactly(sameTime);
  }

  @Test
  void youngestByAClockThatWrapsRound() {
    Candidate old = new Candidate(1, Long.MAX_VALUE - 5, false, false, 0);
    Candidate young = new Candidate(2, Long.MIN_VALUE + 5, false, false, 0);
    assertThat(rule.choose(now, List.of(young, old))).containsExactly(young);
  }

  @Test
  void neverTheLastOneThatGoesOn() {
    assertThat(rule.choose(now, List.of())).isEmpty();
    assertThat(rule.choose(now, List.of(task(1)))).isEmpty();
    Candidate ending = new Candidate(2, 2000, false, true, 1);
    assertThat(rule.choose(now, List.of(task(1), ending))).isEmpty();
  }

  @Test
  void neverABarrierTaskNorOneThatWasShedTwice() {
    Candidate barrier = new Candidate(9, 9000, true, false, 0);
    Candidate twice = new Candidate(8, 8000, false, false, 2);
    Candidate once = new Candidate(7, 7000, false, false, 1);
    assertThat(rule.choose(now, List.of(barrier, twice, once, task(1)))).containsExactly(once);
    assertThat(rule.choose(now, List.of(barrier, twice))).isEmpty();
    assertThat(rule.choose(now, List.of(barrier, task(1))))
        .as("the barrier task goes on, so this one is not the last")
        .containsExactly(task(1));
  }

  @Test
  void confirmedLevelAndPresentSampleAreBothNeeded() {
    now.level = Level.GATE;
    assertThat(rule.choose(now, four)).isEmpty();
    now.level = Level.SHED;
    now.pressure = 0.89;
    assertThat(rule.choose(now, four)).as("level held by the dwell only").isEmpty();
    now.timeToLimitSeconds = 0.69;
    assertThat(rule.choose(now, four)).isNotEmpty();
    now.timeToLimitSeconds = 0.70;
    assertThat(rule.choose(now, four)).isEmpty();
    now.timeToLimitSeconds = 0.1;
    now.rawFraction = 0.49;
    assertThat(rule.choose(now, four)).isEmpty();
  }

  @Test
  void growthThatGoesOnIsFollowedAfter200MsAndNear95PercentAfter60() {
    rule.shed(now);
    after(199, 940);
    assertThat(rule.choose(now, four)).isEmpty();
    after(1, 940);
    assertThat(rule.choose(now, four)).isNotEmpty();
    rule.shed(now);
    now.rawFraction = 0.95;
    after(59, 960);
    assertThat(rule.choose(now, four)).isEmpty();
    after(1, 960);
    assertThat(rule.choose(now, four)).isNotEmpty();
  }

  @Test
  void asManyAsItTakesGoAtOnceWhenABurstLeavesNoTimeForAnother() {
    now.timeToLimitSeconds = 0.2;
    assertThat(rule.choose(now, four)).as("the other three leave 0.27 s").hasSize(1);
    now.timeToLimitSeconds = 0.13;
    assertThat(rule.choose(now, four)).as("two would leave 0.26 s").hasSize(2);
    assertThat(rule.choose(now, four)).containsExactly(task(4), task(3));
    now.timeToLimitSeconds = 0.01;
    assertThat(rule.choose(now, four)).as("never the last").hasSize(3);
    assertThat(rule.choose(now, List.of(task(1), task(2)))).containsExactly(task(2));
  }

  @Test
  void aBurstIsFollowedWithinAThirdOfTheTimeThatIsLeft() {
    now.timeToLimitSeconds = 0.3;
    rule.shed(now);
    after(99, 940);
    assertThat(rule.choose(now, four)).isEmpty();
    after(1, 940);
    assertThat(rule.choose(now, four)).isNotEmpty();
    now.timeToLimitSeconds = 0.03;
    rule.shed(now);
    after(49, 960);
    assertThat(rule.choose(now, four)).isEmpty();
    after(1, 960);
    assertThat(rule.choose(now, four)).isNotEmpty();
  }

  @Test
  void victimGetsTimeToLetGoWhileHardStandsStill() {
    rule.shed(now);
    after(499, 920);
    assertThat(rule.choose(now, four)).as("hard did not rise").isEmpty();
    after(1, 920);
    assertThat(rule.choose(now, four)).as("the victim does not let go").isNotEmpty();
  }

  @Test
  void shortHostIsGivenTwoSeconds() {
    now.binding = Situation.Binding.HOST;
    rule.shed(now);
    after(1999, 990);
    assertThat(rule.choose(now, four)).isEmpty();
    after(1, 990);
    assertThat(rule.choose(now, four)).isNotEmpty();
  }

  @Test
  void clockThatGoesBackHoldsNothingUp() {
    rule.shed(now);
    after(-60_000, 930);
    assertThat(rule.choose(now, four)).isNotEmpty();
  }
}
