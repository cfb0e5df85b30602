/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.it.run.HeadroomLog;
import io.headroom.spark.it.run.Outcome;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that are in no danger are left alone, and give the answers they should. */
class CalmIT {
  @RegisterExtension static final RealCluster REAL = new RealCluster();

  @Test
  void pageCacheAtTheLimitIsNoAlarm() throws Exception {
    assertLeftAlone(REAL.run("pagecache", Variant.HEADROOM));
  }

  @Test
  void all22AnswersOfTpchAreRight() throws Exception {
    RunResult result = REAL.run("tpch-answers", Variant.HEADROOM);
    assertLeftAlone(result);
    assertThat(result.value()).isEqualTo("22 of 22 answers right");
  }

  private static void assertLeftAlone(RunResult result) {
    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FINISHED);
    assertThat(result.executorsLost()).isEmpty();
    assertThat(result.tasks().shed()).isZero();
    assertThat(result.headroomLines()).isNotEmpty();
    assertThat(HeadroomLog.alarms(result.headroomLines())).isEmpty();
  }
}
