/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.conf.HeadroomConf.Mode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {
  @Test
  void listsEveryConstantInTheOrderOfTheSource() throws IllegalAccessException {
    List<Key<?>> constants = new ArrayList<>();
    for (Field field : Keys.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && Key.class == field.getType()) {
        constants.add((Key<?>) field.get(null));
      }
    }
    assertThat(constants).hasSizeGreaterThan(20);
    assertThat(Keys.all()).containsExactlyElementsOf(constants);
  }

  @Test
  void namesNoKeyTwice() {
    assertThat(Keys.all()).extracting(Key::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("io.headroom.spark.conf.Keys#all")
  void documentsEveryKeyAndGivesItAValidDefault(Key<?> key) {
    assertThat(key.name()).matches("spark\\.headroom(\\.[a-z][a-zA-Z]*){1,2}");
    assertThat(key.doc()).hasSizeGreaterThan(30).endsWith(".").doesNotContain("|", "\n", "  ");
    assertThat(key.since()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(key.allowed()).isNotBlank().doesNotContain("|");
    key.defaultText().ifPresent(text -> assertThat(key.parse(text)).isPresent());
  }

  @Test
  void hasTheAgreedDefaults() {
    HeadroomConf conf = HeadroomConf.parse(Map.of());
    assertThat(conf.get(Keys.MODE)).isEqualTo(Mode.ACT);
    assertThat(conf.find(Keys.MEMORY_LIMIT)).isEmpty();
    assertThat(conf.get(Keys.GIVE_BACK_THRESHOLD)).isEqualTo(0.65);
    assertThat(conf.get(Keys.SOFT_THRESHOLD)).isEqualTo(0.70);
    assertThat(conf.get(Keys.GATE_THRESHOLD)).isEqualTo(0.80);
    assertThat(conf.get(Keys.SHED_THRESHOLD)).isEqualTo(0.90);
    assertThat(conf.get(Keys.SHED_TIME_TO_LIMIT)).isEqualTo(Duration.ofMillis(700));
    assertThat(conf.get(Keys.LEVEL_HYSTERESIS)).isEqualTo(0.05);
    assertThat(conf.get(Keys.LEVEL_DWELL)).isEqualTo(Duration.ofSeconds(3));
    assertThat(conf.get(Keys.SAMPLE_PERIOD)).isEqualTo(Duration.ofMillis(100));
    assertThat(conf.get(Keys.SAMPLE_PRESSURE_PERIOD)).isEqualTo(Duration.ofMillis(25));
    assertThat(conf.get(Keys.REPORT_PERIOD)).isEqualTo(Duration.ofSeconds(1));
    assertThat(conf.get(Keys.REPORT_PRESSURE_PERIOD)).isEqualTo(Duration.ofMillis(200));
    assertThat(conf.get(Keys.GATE_ENABLED)).isTrue();
    assertThat(conf.get(Keys.GATE_MAX_WAIT)).isEqualTo(Duration.ofSeconds(60));
    assertThat(conf.get(Keys.SHED_ENABLED)).isTrue();
    assertThat(conf.get(Keys.HEAP_RETURN_ENABLED)).isTrue();
    assertThat(conf.get(Keys.NATIVE_TRIM_ENABLED)).isTrue();
    assertThat(conf.get(Keys.PYTHON_PAUSE_ENABLED)).isTrue();
    assertThat(conf.get(Keys.PYTHON_PAUSE_MAX_PAUSE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(conf.get(Keys.LEARNED_CAP_ENABLED)).isTrue();
  }

  /** The last value inside each bound and the first one outside it. */
  @ParameterizedTest
  @CsvSource({
    "spark.headroom.memory.limit, 16m, 16777215",
    "spark.headroom.memory.giveBackThreshold, 0.001, 0",
    "spark.headroom.memory.softThreshold, 0.999, 1",
    "spark.headroom.memory.gateThreshold, 0.5, -0.5",
    "spark.headroom.memory.shedThreshold, 0.999999, 1.0",
    "spark.headroom.memory.shedTimeToLimit, 0, -1ms",
    "spark.headroom.memory.shedTimeToLimit, 10s, 10001ms",
    "spark.headroom.level.hysteresis, 0, -0.01",
    "spark.headroom.level.hysteresis, 0.99, 1",
    "spark.headroom.level.dwell, 0s, -1s",
    "spark.headroom.level.dwell, 10min, 11min",
    "spark.headroom.sample.period, 10ms, 9ms",
    "spark.headroom.sample.period, 10s, 10001",
    "spark.headroom.sample.pressurePeriod, 10ms, 0",
    "spark.headroom.sample.pressurePeriod, 10s, 1h",
    "spark.headroom.report.period, 50ms, 49ms",
    "spark.headroom.report.period, 60s, 61s",
    "spark.headroom.report.pressurePeriod, 50ms, 0s",
    "spark.headroom.report.pressurePeriod, 1m, 2m",
    "spark.headroom.gate.maxWait, 100ms, 99ms",
    "spark.headroom.gate.maxWait, 1h, 2h",
    "spark.headroom.pythonPause.maxPause, 100ms, 99ms",
    "spark.headroom.pythonPause.maxPause, 10min, 11min",
  })
  void boundsEachKey(String name, String inside, String outside) {
    Key<?> key =
        Keys.all().stream().filter(any -> any.name().equals(name)).findFirst().orElseThrow();
    assertThat(key.parse(inside)).isPresent();
    assertThat(key.parse(outside)).isEmpty();
  }
}
