/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headroom.spark.conf.HeadroomConf.Mode;
import io.headroom.spark.conf.HeadroomConfException.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadroomConfTest {
  private static HeadroomConfException rejected(Map<String, String> sparkConf) {
    HeadroomConfException thrown =
        catchThrowableOfType(HeadroomConfException.class, () -> HeadroomConf.parse(sparkConf));
    assertThat(thrown).as("what is thrown for %s", sparkConf).isNotNull();
    return thrown;
  }

  @Test
  void readsWhatIsSetAndIgnoresKeysOfOthers() {
    HeadroomConf conf =
        HeadroomConf.parse(
            Map.of(
                "spark.headroom.mode", "observe",
                "spark.headroom.memory.limit", "896m",
                "spark.headroom.gate.maxWait", "5s",
                "spark.headroom.shed.enabled", "false",
                "spark.app.name", "headroom",
                "spark.headroomy.mode", "fast",
                "spark.executor.memory", "512m"));
    assertThat(conf.get(Keys.MODE)).isEqualTo(Mode.OBSERVE);
    assertThat(conf.get(Keys.MEMORY_LIMIT)).isEqualTo(896L << 20);
    assertThat(conf.find(Keys.MEMORY_LIMIT)).contains(896L << 20);
    assertThat(conf.get(Keys.GATE_MAX_WAIT)).isEqualTo(Duration.ofSeconds(5));
    assertThat(conf.get(Keys.SHED_ENABLED)).isFalse();
    assertThat(conf.get(Keys.GATE_ENABLED)).isTrue();
  }

  @Test
  void describesWhatIsSetInDocumentedOrder() {
    assertThat(HeadroomConf.parse(Map.of()).describe()).isEmpty();
    assertThat(
            HeadroomConf.parse(
                    Map.of("spark.headroom.gate.maxWait", " 5s ", "spark.headroom.mode", "observe"))
                .describe())
        .isEqualTo("spark.headroom.mode=observe, spark.headroom.gate.maxWait=5s");
  }

  @Test
  void keepsNothingOfTheMapItWasGiven() {
    Map<String, String> sparkConf = new HashMap<>(Map.of("spark.headroom.mode", "off"));
    HeadroomConf conf = HeadroomConf.parse(sparkConf);
    sparkConf.put("spark.headroom.mode", "act");
    assertThat(conf.get(Keys.MODE)).isEqualTo(Mode.OFF);
  }

  @Test
  void hasNoValueForAKeyThatHasNoDefaultAndIsNotSet() {
    HeadroomConf conf = HeadroomConf.parse(Map.of());
    assertThatThrownBy(() -> conf.get(Keys.MEMORY_LIMIT))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("spark.headroom.memory.limit is not set and has no default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.headroom.mode|fast|one of act, observe, off",
        "spark.headroom.gate.enabled|yes|true or false",
        "spark.headroom.memory.limit|896|a size such as 896m or 2g (a plain number is bytes), at least 16m",
        "spark.headroom.memory.gateThreshold|80|a ratio such as 0.8, above 0 and below 1",
        "spark.headroom.memory.gateThreshold|80%|a ratio such as 0.8, above 0 and below 1",
        "spark.headroom.gate.maxWait|forever|a time such as 700ms or 60s (a plain number is"
            + " milliseconds), at least 100ms and at most 1h",
      })
  void namesKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
    HeadroomConfException thrown = rejected(Map.of(key, value));
    assertThat(thrown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Headroom: 1 setting is wrong:\n  %s = %s: allowed is %s", key, value, allowed);
    assertThat(thrown.problems()).containsExactly(new Problem(key, value, "allowed is " + allowed));
  }

  @Test
  void showsThatAValueIsBlank() {
    assertThat(rejected(Map.of("spark.headroom.mode", "")))
        .hasMessageContaining("spark.headroom.mode = \"\": allowed is one of act, observe, off");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.headroom.gate.maxwait, did you mean spark.headroom.gate.maxWait?",
    "spark.headroom.gateThreshold, did you mean spark.headroom.memory.gateThreshold?",
    "spark.Headroom.mode, did you mean spark.headroom.mode?",
    "spark.headroom.enabled, docs/configuration.md lists all keys",
    "spark.headroom, docs/configuration.md lists all keys",
  })
  void refusesUnknownKeys(String key, String hint) {
    assertThat(rejected(Map.of(key, "5s")))
        .hasMessage("Headroom: 1 setting is wrong:\n  %s = 5s: no such key; %s", key, hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "giveBackThreshold|0.70|below|softThreshold, which is 0.70 by default",
        "softThreshold|0.80|below|gateThreshold, which is 0.80 by default",
        "gateThreshold|0.95|below|shedThreshold, which is 0.90 by default",
        "softThreshold|0.6|above|giveBackThreshold, which is 0.65 by default",
        "gateThreshold|0.7|above|softThreshold, which is 0.70 by default",
        "shedThreshold|0.8|above|gateThreshold, which is 0.80 by default",
      })
  void wantsThresholdsToRise(String key, String value, String order, String other) {
    String memory = "spark.headroom.memory.";
    assertThat(rejected(Map.of(memory + key, value)))
        .hasMessage(
            "Headroom: 1 setting is wrong:\n  %s%s = %s: must be %s %s%s",
            memory, key, value, order, memory, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level.hysteresis|0.65|below|memory.giveBackThreshold, which is 0.65 by default",
        "memory.giveBackThreshold|0.04|above|level.hysteresis, which is 0.05 by default",
        "sample.pressurePeriod|101ms|at most|sample.period, which is 100ms by default",
        "sample.period|20ms|at least|sample.pressurePeriod, which is 25ms by default",
        "report.pressurePeriod|2s|at most|report.period, which is 1s by default",
        "report.period|100ms|at least|report.pressurePeriod, which is 200ms by default",
      })
  void wantsTheOtherOrdersKept(String key, String value, String order, String other) {
    String prefix = "spark.headroom.";
    assertThat(rejected(Map.of(prefix + key, value)))
        .hasMessage(
            "Headroom: 1 setting is wrong:\n  %s%s = %s: must be %s %s%s",
            prefix, key, value, order, prefix, other);
  }

  @Test
  void takesEqualPeriodsAndThresholdsMovedTogether() {
    HeadroomConf conf =
        HeadroomConf.parse(
            Map.of(
                "spark.headroom.sample.period", "50ms",
                "spark.headroom.sample.pressurePeriod", "50",
                "spark.headroom.memory.giveBackThreshold", "0.2",
                "spark.headroom.memory.softThreshold", "0.3",
                "spark.headroom.memory.gateThreshold", "0.4",
                "spark.headroom.memory.shedThreshold", "0.5"));
    assertThat(conf.get(Keys.SAMPLE_PRESSURE_PERIOD)).isEqualTo(conf.get(Keys.SAMPLE_PERIOD));
    assertThat(conf.get(Keys.SHED_THRESHOLD)).isEqualTo(0.5);
  }

  @Test
  void namesTheLargerKeyWhereBothAreSet() {
    assertThat(
            rejected(
                Map.of(
                    "spark.headroom.sample.period", "20ms",
                    "spark.headroom.sample.pressurePeriod", "30ms")))
        .hasMessage(
            "Headroom: 1 setting is wrong:\n"
                + "  spark.headroom.sample.period = 20ms: must be at least"
                + " spark.headroom.sample.pressurePeriod, which is 30ms");
  }

  @Test
  void saysNothingAboutTheOrderOfAValueThatIsWrongByItself() {
    assertThat(rejected(Map.of("spark.headroom.memory.gateThreshold", "80")).problems()).hasSize(1);
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    HeadroomConfException thrown =
        rejected(
            Map.of(
                "spark.headroom.mode", "fast",
                "spark.headroom.shed.enabled", "maybe",
                "spark.headroom.memory.softThreshold", "0.6",
                "spark.headroom.sample.pressurePeriod", "1s",
                "spark.headroom.gate.maxwait", "5s",
                "spark.headroom.colour", "blue",
                "spark.app.name", "fine"));
    assertThat(thrown)
        .hasMessage(
            """
            Headroom: 6 settings are wrong:
              spark.headroom.mode = fast: allowed is one of act, observe, off
              spark.headroom.shed.enabled = maybe: allowed is true or false
              spark.headroom.colour = blue: no such key; docs/configuration.md lists all keys
              spark.headroom.gate.maxwait = 5s: no such key; did you mean spark.headroom.gate.maxWait?
              spark.headroom.memory.softThreshold = 0.6: must be above \
            spark.headroom.memory.giveBackThreshold, which is 0.65 by default
              spark.headroom.sample.pressurePeriod = 1s: must be at most \
            spark.headroom.sample.period, which is 100ms by default""");
    assertThat(thrown.problems()).hasSize(6);
  }
}
