/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
  private static Key.Builder<Integer> count() {
    return Key.named("spark.headroom.test", ValueType.COUNT).since("0");
  }

  @ParameterizedTest
  @CsvSource({
    // value, at least 2, above 2, at most 4, below 4
    "1, false, false, true, true",
    "2, true, false, true, true",
    "3, true, true, true, true",
    "4, true, true, true, false",
    "5, true, true, false, false",
  })
  void holdsItsBounds(
      String text, boolean atLeast2, boolean above2, boolean atMost4, boolean below4) {
    assertThat(count().atLeast("2").doc("d").parse(text).isPresent()).isEqualTo(atLeast2);
    assertThat(count().above("2").doc("d").parse(text).isPresent()).isEqualTo(above2);
    assertThat(count().atMost("4").doc("d").parse(text).isPresent()).isEqualTo(atMost4);
    assertThat(count().below("4").doc("d").parse(text).isPresent()).isEqualTo(below4);
  }

  @Test
  void saysWhatIsAllowed() {
    assertThat(count().doc("d").allowed()).isEqualTo("a whole number such as 4");
    assertThat(count().atLeast("1").below("9").doc("d").allowed())
        .isEqualTo("a whole number such as 4, at least 1 and below 9");
  }

  @Test
  void refusesADefaultThatIsNotAllowed() {
    assertThatThrownBy(() -> count().atLeast("2").defaultsTo("1").doc("d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spark.headroom.test: the default 1 is not a whole number such as 4, at least 2");
  }

  @Test
  void refusesABoundOfAnotherType() {
    assertThatThrownBy(() -> count().atLeast("2s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spark.headroom.test: the bound 2s is wrong");
  }

  @Test
  void refusesANameOfOthers() {
    assertThatThrownBy(() -> Key.named("spark.executor.cores", ValueType.COUNT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spark.executor.cores does not begin with spark.headroom.");
  }
}
