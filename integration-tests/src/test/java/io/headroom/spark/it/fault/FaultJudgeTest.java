/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultJudgeTest {
  private static final Fault STOPPED = new StoppedProcess();

  @Test
  void withThePluginTheCauseMustBeNamedAndBeMoreThanPossible() {
    assertThat(withPlugin(lost("heartbeat-stopped", "certain"))).isEqualTo(Verdict.RIGHT);
    assertThat(withPlugin(lost("heartbeat-stopped", "likely"))).isEqualTo(Verdict.RIGHT);
    assertThat(withPlugin(lost("heartbeat-stopped", "possible"))).isEqualTo(Verdict.WRONG);
    assertThat(withPlugin(lost("heartbeat-gc", "likely"))).isEqualTo(Verdict.WRONG);
    assertThat(withPlugin()).as("nothing told").isEqualTo(Verdict.WRONG);
  }

  @Test
  void notToKnowIsWrongWithThePlugin() {
    assertThat(withPlugin(unknown("heartbeat-unknown"))).isEqualTo(Verdict.WRONG);
  }

  @Test
  void everyLossMustBeRightNotTheFirstAlone() {
    assertThat(withPlugin(lost("heartbeat-stopped", "certain"), lost("heap-oom", "likely")))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void warningsConsequencesAndTheJobThatEndedAreNotJudged() {
    Told warning = new Told("executor 0 on h silent", "heartbeat-gc", "likely", "…", false);
    Told job = new Told("job 0 failed", "unknown", "possible", "…", false);
    Told consequence = new Told("executor 1 on h lost", "fetch-failed", "certain", "…", true);
    assertThat(withPlugin(lost("heartbeat-stopped", "likely"), warning, job, consequence))
        .isEqualTo(Verdict.RIGHT);
    assertThat(withPlugin(warning, job)).isEqualTo(Verdict.WRONG);
  }

  @Test
  void withoutThePluginItMayBeSaidThatItCannotBeKnown() {
    assertThat(withoutPlugin(unknown("heartbeat-unknown"))).isEqualTo(Verdict.UNKNOWABLE);
    assertThat(withoutPlugin(lost("heartbeat-stopped", "likely"))).isEqualTo(Verdict.RIGHT);
    assertThat(withoutPlugin(lost("heartbeat-swap", "possible")))
        .as("a guess that does not say it is one")
        .isEqualTo(Verdict.WRONG);
    assertThat(withoutPlugin(lost("heartbeat-unknown", "certain"))).isEqualTo(Verdict.WRONG);
    assertThat(withoutPlugin()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void whatAnEventLogTellsMustBeKnown() {
    Told told =
        new Told("task 0 of stage 0 failed", "unknown", "possible", "cannot be known", false);
    assertThat(FaultJudge.withoutPlugin(new FullDisk(), List.of(told))).isEqualTo(Verdict.WRONG);
  }

  @Test
  void certainAndWrongIsNoticed() {
    assertThat(FaultJudge.certainAndWrong(STOPPED, List.of(lost("heap-oom", "certain")))).isTrue();
    assertThat(FaultJudge.certainAndWrong(STOPPED, List.of(lost("heap-oom", "likely")))).isFalse();
    assertThat(FaultJudge.certainAndWrong(STOPPED, List.of(lost("heartbeat-stopped", "certain"))))
        .isFalse();
  }

  private static Verdict withPlugin(Told... told) {
    return FaultJudge.withPlugin(STOPPED, List.of(told));
  }

  private static Verdict withoutPlugin(Told... told) {
    return FaultJudge.withoutPlugin(STOPPED, List.of(told));
  }

  private static Told lost(String cause, String confidence) {
    return new Told("executor 0 on 127.0.0.1 lost", cause, confidence, "…", false);
  }

  private static Told unknown(String cause) {
    String sentence = "It sent no heartbeat for 9 s; why cannot be known from this log.";
    return new Told("executor 0 on 127.0.0.1 lost", cause, "possible", sentence, false);
  }
}
