/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Generator, queries and answers together, in plain {@code local[2]}. */
class TpchLocalTest {
  @Test
  void generatedDataGivesTheShippedAnswers() throws Exception {
    List<String> tables = List.of("lineitem");
    TpchData data = new TpchData(0.01);
    try (SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()) {
      data.generate(session, tables, 2);
      data.register(session, tables);
      for (TpchQuery query : List.of(new TpchQuery(1), new TpchQuery(6))) {
        assertThat(TpchAnswers.difference(query.expected(), query.run(session)))
            .as("q%d", query.number())
            .isEmpty();
      }
    }
  }
}
