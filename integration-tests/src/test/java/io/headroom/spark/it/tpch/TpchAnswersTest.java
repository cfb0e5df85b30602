/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TpchAnswersTest {
  @ParameterizedTest
  @CsvSource({
    "25.58, 25.575155, true",
    "25.58, 25.574999, false",
    "25.58, 25.58, true",
    "25.58, 25.59, false",
    "380456, 380456.00, true",
    "380456, 380456.40, false",
    "14876, 14877, false",
    "15.4865458122841, 15.486546, true",
    "15.4865458122841, 15.486547, false",
    "505822441.4861, 505822441.4861, true",
    "A, A, true",
    "A, B, false",
    "1995-03-15, 1995-03-15, true",
    "1995-03-15, 1995-03-16, false",
    "12, A, false"
  })
  void numbersAreRightWhenTheyRoundToTheShippedOne(String expected, String actual, boolean same) {
    assertThat(TpchAnswers.sameValue(expected, actual)).isEqualTo(same);
  }

  @Test
  void rowsAreComparedInTheirOrder() {
    assertThat(TpchAnswers.difference(List.of("a|1", "b|2"), List.of("a|1", "b|2"))).isEmpty();
    assertThat(TpchAnswers.difference(List.of("a|1", "b|2"), List.of("b|2", "a|1")))
        .hasValue("row 1: expected a|1, got b|2");
    assertThat(TpchAnswers.difference(List.of("a|1", "b|2"), List.of("a|1")))
        .hasValue("expected 2 rows, got 1");
    assertThat(TpchAnswers.difference(List.of("a|1"), List.of("a"))).isPresent();
  }

  @Test
  void everyQueryShipsAnAnswer() throws Exception {
    for (TpchQuery query : TpchQuery.all()) {
      assertThat(query.expected()).as("q%d", query.number()).isNotEmpty();
    }
  }
}
