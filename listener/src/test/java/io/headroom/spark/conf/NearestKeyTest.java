/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestKeyTest {
  private static final List<String> NAMES = Keys.all().stream().map(Key::name).toList();

  @ParameterizedTest
  @CsvSource({
    // wrong letter case
    "spark.headroom.gate.maxwait, spark.headroom.gate.maxWait",
    "spark.Headroom.mode, spark.headroom.mode",
    // a letter too few, too many, another, two changed places
    "spark.headroom.mod, spark.headroom.mode",
    "spark.headroom.modes, spark.headroom.mode",
    "spark.headroom.shed.enable, spark.headroom.shed.enabled",
    "spark.headroom.memory.limits, spark.headroom.memory.limit",
    "spark.headroom.heapRetrun.enabled, spark.headroom.heapReturn.enabled",
    "spark.headroom.python.enabled, spark.headroom.pythonPause.enabled",
    "spark.headroom.samplePeriod, spark.headroom.sample.period",
    // the right word in the wrong place
    "spark.headroom.gateThreshold, spark.headroom.memory.gateThreshold",
    "spark.headroom.pressure.shedthreshold, spark.headroom.memory.shedThreshold",
    "spark.headroom.limit, spark.headroom.memory.limit",
    "spark.headroom.maxWait, spark.headroom.gate.maxWait",
  })
  void findsWhatWasMeant(String unknown, String meant) {
    assertThat(NearestKey.of(unknown, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.headroom",
        "spark.headroom.",
        "spark.headroom.enabled",
        "spark.headroom.colour",
        "spark.headroom.period",
        "spark.headroom.a.b.c"
      })
  void saysNothingWhereItWouldBeAGuess(String unknown) {
    assertThat(NearestKey.of(unknown, NAMES)).isEmpty();
  }
}
