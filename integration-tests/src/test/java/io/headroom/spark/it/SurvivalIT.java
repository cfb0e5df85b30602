/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.it.run.HeadroomLog;
import io.headroom.spark.it.run.Outcome;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that the kernel's OOM killer takes from vanilla Spark, in real containers. */
class SurvivalIT {
  private static final double GATE_MAX_WAIT_SECONDS = 60;

  @RegisterExtension static final RealCluster REAL = new RealCluster();

  @Test
  void aJobThatVanillaLosesFinishesWithTheRightResult() throws Exception {
    RunResult vanilla = REAL.run("native", Variant.VANILLA);
    assertThat(vanilla.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(vanilla.executorsLost())
        .as("the job may end before the fourth loss is told")
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(e -> assertThat(e.reason()).contains("137"));
    assertThat(vanilla.containers().oomKills()).isGreaterThanOrEqualTo(4);

    RunResult oracle = REAL.run("native", Variant.ORACLE);
    assertThat(oracle.outcome()).isEqualTo(Outcome.FINISHED);

    RunResult headroom = REAL.run("native", Variant.HEADROOM);
    assertSurvived(headroom, oracle);
    assertThat(headroom.containers().peakOfLimit()).isLessThan(1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap-g1", "arena"})
  void memoryThatCanBeGivenBackIsGivenBack(String workload) throws Exception {
    RunResult vanilla = REAL.run(workload, Variant.VANILLA);
    assertThat(vanilla.executorsLost()).isNotEmpty();
    assertSurvived(REAL.run(workload, Variant.HEADROOM), vanilla);
  }

  @Test
  void noPythonWorkerIsKilled() throws Exception {
    RunResult oracle = REAL.run("python", Variant.ORACLE);
    assertThat(oracle.outcome()).isEqualTo(Outcome.FINISHED);
    assertSurvived(REAL.run("python", Variant.HEADROOM), oracle);
  }

  @ParameterizedTest
  @ValueSource(strings = {"barrier", "cancel", "local"})
  void theGateHoldsUpNobodyItMustNot(String workload) throws Exception {
    RunResult oracle = REAL.run(workload, Variant.ORACLE);
    RunResult headroom = REAL.run(workload, Variant.HEADROOM);
    assertSurvived(headroom, oracle);
    assertThat(HeadroomLog.gateClosed(headroom.headroomLines())).isTrue();
    // A wait at the gate is part of the attempt's time; the work itself takes some seconds.
    assertThat(headroom.tasks().longestSeconds()).isLessThanOrEqualTo(GATE_MAX_WAIT_SECONDS + 10);
  }

  @Test
  void observingChangesNothingAndTells() throws Exception {
    RunResult observed = REAL.run("native", Variant.OBSERVE);
    assertThat(observed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(observed.executorsLost().size()).isBetween(3, 5);
    assertThat(observed.executorsLost()).allSatisfy(e -> assertThat(e.reason()).contains("137"));
    assertThat(observed.tasks().shed()).isZero();
    assertThat(HeadroomLog.would(observed.headroomLines())).isNotEmpty();
  }

  private static void assertSurvived(RunResult headroom, RunResult right) {
    assertThat(headroom.outcome()).as(headroom.toString()).isEqualTo(Outcome.FINISHED);
    assertThat(headroom.value()).isEqualTo(right.value());
    assertThat(headroom.executorsLost()).isEmpty();
    assertThat(headroom.containers().oomKills()).isZero();
  }
}
