/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.spark.network.util.JavaUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1024, 1024",
    "7b, 7",
    "1k, 1024",
    "1kb, 1024",
    "896m, 939524096",
    "896MB, 939524096",
    "' 896m ', 939524096",
    "2g, 2147483648",
    "2Gb, 2147483648",
    "1t, 1099511627776",
    "1tb, 1099511627776",
    "1p, 1125899906842624",
    "8191pb, 9222246136947933184",
    "9223372036854775807, 9223372036854775807",
  })
  void readsSizesAsSparkDoes(String text, long bytes) {
    assertThat(Units.bytes(text)).contains(bytes);
    assertThat(JavaUtils.byteStringAsBytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "m",
        "1.5g",
        "896 m",
        "896mm",
        "896mib",
        "896i",
        "-1",
        "-896m",
        "+896m",
        "0x10",
        "1e9",
        "8192p",
        "9223372036854775808",
        "99999999999999999999999",
        "٣m"
      })
  void refusesSizesThatSparkRefuses(String text) {
    assertThat(Units.bytes(text)).isEmpty();
    assertThatThrownBy(() -> JavaUtils.byteStringAsBytes(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "700, 700",
    "700ms, 700",
    "700MS, 700",
    "' 60s ', 60000",
    "2m, 120000",
    "2min, 120000",
    "1h, 3600000",
    "1d, 86400000",
    "5000us, 5",
    "-1s, -1000",
  })
  void readsTimesAsSparkDoes(String text, long millis) {
    assertThat(Units.duration(text)).contains(Duration.ofMillis(millis));
    assertThat(JavaUtils.timeStringAsMs(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "1.5s",
        "60 s",
        "60sec",
        "1w",
        "+1s",
        "1ns",
        "PT1S",
        "--1s",
        "1e3",
        "9223372036854775808",
        "99999999999999999999999d"
      })
  void refusesTimesThatSparkRefuses(String text) {
    assertThat(Units.duration(text)).isEmpty();
    assertThatThrownBy(() -> JavaUtils.timeStringAsMs(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807d", "9223372036854775807h", "-9223372036854775808d"})
  void refusesTimesOutOfRangeWhereSparkCutsThemOff(String text) {
    assertThat(Units.duration(text)).isEmpty();
    assertThat(Math.abs(JavaUtils.timeStringAsMs(text))).isIn(Long.MAX_VALUE, Long.MIN_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"1500us, 1500000", "1us, 1000"})
  void keepsMicrosecondsWhereSparkDropsThem(String text, long nanos) {
    assertThat(Units.duration(text)).contains(Duration.ofNanos(nanos));
  }
}
