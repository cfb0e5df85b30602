/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.conf.HeadroomConf.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "TRUE, true", "' False ', false"})
  void readsBooleans(String text, boolean value) {
    assertThat(ValueType.BOOLEAN.parse(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "yes", "on", "1", "0", "truee", "t"})
  void refusesWhatIsNoBoolean(String text) {
    assertThat(ValueType.BOOLEAN.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"act, ACT", "observe, OBSERVE", "off, OFF", "OFF, OFF", "' Observe ', OBSERVE"})
  void readsConstants(String text, Mode value) {
    assertThat(ValueType.oneOf(Mode.class).parse(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "on", "acting", "act,observe", "0"})
  void refusesWhatIsNoConstant(String text) {
    assertThat(ValueType.oneOf(Mode.class).parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.8, 0.8",
    "0.80, 0.8",
    ".8, 0.8",
    "1., 1",
    "1, 1",
    "0, 0",
    "8e-1, 0.8",
    "8E-1, 0.8",
    "' 0.8 ', 0.8",
    "-0.5, -0.5"
  })
  void readsRatios(String text, double value) {
    assertThat(ValueType.RATIO.parse(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "80%",
        "0,8",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "0x1p-1",
        "0.8f",
        "0.8d",
        "+0.8",
        "0.8.1",
        "0.8 0.9",
        "e5"
      })
  void refusesWhatIsNoRatio(String text) {
    assertThat(ValueType.RATIO.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "007, 7", "' 4 ', 4", "999999999, 999999999", "-1, -1"})
  void readsCounts(String text, int value) {
    assertThat(ValueType.COUNT.parse(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1.0", "1e3", "four", "+4", "1000000000", "4 5", "0x4"})
  void refusesWhatIsNoCount(String text) {
    assertThat(ValueType.COUNT.parse(text)).isEmpty();
  }

  @Test
  void readsSizesAndTimes() {
    assertThat(ValueType.BYTES.parse("1k")).contains(1024L);
    assertThat(ValueType.DURATION.parse("60s")).contains(Duration.ofMinutes(1));
  }

  @Test
  void saysHowValuesAreWritten() {
    assertThat(ValueType.BOOLEAN.form()).isEqualTo("true or false");
    assertThat(ValueType.oneOf(Mode.class).form()).isEqualTo("one of act, observe, off");
    assertThat(ValueType.BYTES.form())
        .isEqualTo("a size such as 896m or 2g (a plain number is bytes)");
    assertThat(ValueType.DURATION.form())
        .isEqualTo("a time such as 700ms or 60s (a plain number is milliseconds)");
    assertThat(ValueType.RATIO.form()).isEqualTo("a ratio such as 0.8");
    assertThat(ValueType.COUNT.form()).isEqualTo("a whole number such as 4");
  }
}
