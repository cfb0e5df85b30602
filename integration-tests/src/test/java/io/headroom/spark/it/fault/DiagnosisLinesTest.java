/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisLinesTest {
  @Test
  void ofEachIncidentWhatWasToldLast() {
    String log =
        """
        26/11/21 18:00:01 INFO Driver: Headroom: executor 0 sent its first report
        26/11/21 18:00:09 WARN X: Headroom: executor 0 on h lost: Why: cannot be known. [possible: \
        heartbeat-unknown] ; paste: spark.plugins io.headroom.spark.HeadroomPlugin
        26/11/21 18:00:10 WARN X: Headroom: executor 0 on h lost together with 1 other: It was \
        stopped. [certain: heartbeat-stopped]
        26/11/21 18:00:11 WARN X: Headroom: job 0 failed: By that. [likely: unknown]
        """;
    List<Told> told = DiagnosisLines.of(log);
    assertThat(told).hasSize(2);
    assertThat(told.get(0))
        .isEqualTo(
            new Told(
                "executor 0 on h lost", "heartbeat-stopped", "certain", "It was stopped.", false));
    assertThat(told.get(1).aboutALoss()).isFalse();
  }
}
