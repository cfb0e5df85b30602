/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.tpch;

import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One of TPC-H's 22 queries, with the answer that is shipped for it at scale 0.01.
 *
 * @param number from 1 to 22
 */
public record TpchQuery(int number) {
  /** All 22. */
  public static List<TpchQuery> all() {
    return IntStream.rangeClosed(1, 22).mapToObj(TpchQuery::new).toList();
  }

  /** Runs it; the tables must be known to the session. One line per row, columns split by bars. */
  public List<String> run(SparkSession session) throws IOException {
    List<Row> rows = List.of();
    for (String statement : statements()) {
      rows = session.sql(statement).collectAsList();
    }
    return rows.stream().map(TpchQuery::line).toList();
  }

  /** The shipped answer at scale 0.01, in the same form. */
  public List<String> expected() throws IOException {
    return resource("q" + number + ".result")
        .lines()
        .filter(l -> !l.startsWith("--") && !l.isBlank())
        .map(l -> l.endsWith("|") ? l.substring(0, l.length() - 1) : l)
        .toList();
  }

  /** The text in Spark's dialect: only its decimal literals and its one view are other. */
  private List<String> statements() throws IOException {
    String text =
        resource("q" + number + ".sql")
            .replaceAll("(?m)^--.*$", "")
            .replaceAll("(?i)decimal '([0-9.]+)'", "$1BD")
            .replaceAll("(?i)CREATE OR REPLACE VIEW", "CREATE OR REPLACE TEMP VIEW");
    List<String> statements = new ArrayList<>();
    for (String statement : text.split(";", -1)) {
      if (!statement.isBlank()
          && !statement.trim().toUpperCase(java.util.Locale.ROOT).startsWith("DROP VIEW")) {
        statements.add(statement.trim());
      }
    }
    return statements;
  }

  private static String line(Row row) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      columns.add(String.valueOf(row.get(i)));
    }
    return String.join("|", columns);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TpchTable.class.getResourceAsStream("/io/trino/tpch/queries/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
