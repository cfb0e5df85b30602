/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import io.headroom.spark.it.tpch.TpchAnswers;
import io.headroom.spark.it.tpch.TpchData;
import io.headroom.spark.it.tpch.TpchQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The 22 queries of TPC-H in a container where vanilla Spark is comfortable. At scale 0.01 the
 * answers are compared with those that are shipped with the queries; at any other the result is the
 * answers' text, to be compared with another run's.
 */
record TpchQueries(String name, double scale) implements Workload {
  private static final double SHIPPED_SCALE = 0.01;

  @Override
  public String description() {
    return "the 22 queries of TPC-H at scale " + scale;
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, 4, 1024, 2048);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(8);
  }

  @Override
  public Map<String, String> conf() {
    return Map.of("spark.sql.shuffle.partitions", "8");
  }

  @Override
  public Optional<Workload> preparation() {
    return Optional.of(new Preparation("data-" + name, scale, TpchData.allTables(), 4));
  }

  @Override
  public String run(RunContext context) throws Exception {
    SparkSession session = context.session();
    new TpchData(scale).register(session, TpchData.allTables());
    StringBuilder answers = new StringBuilder();
    int wrong = 0;
    for (TpchQuery query : TpchQuery.all()) {
      List<String> rows = query.run(session);
      if (scale == SHIPPED_SCALE) {
        Optional<String> difference = TpchAnswers.difference(query.expected(), rows);
        if (difference.isPresent()) {
          wrong++;
          answers.append("q").append(query.number()).append(" ").append(difference.get());
          answers.append('\n');
        }
      } else {
        answers.append("q").append(query.number()).append('\n');
        rows.forEach(r -> answers.append(r).append('\n'));
      }
    }
    if (scale == SHIPPED_SCALE) {
      answers.append(22 - wrong).append(" of 22 answers right");
    }
    return answers.toString();
  }
}
