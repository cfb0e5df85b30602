/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import io.headroom.spark.it.tpch.TpchData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Builds a trigram index over the comments of TPC-H's {@code lineitem}, with the postings off-heap
 * as search libraries keep them: what a task needs grows with what it has read, and no setting of
 * the heap bounds it.
 *
 * @param scale of the data
 * @param limitMiB memory limit of the container
 */
public record TrigramIndex(double scale, int limitMiB) implements Workload {
  private static final int PARTS = 8;
  private static final List<String> TABLES = List.of("lineitem");

  @Override
  public String name() {
    return "index-" + scale + "-" + limitMiB;
  }

  @Override
  public String description() {
    return "a trigram index over TPC-H lineitem's comments, its postings off-heap";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, 4, 512, limitMiB);
  }

  @Override
  public Map<String, String> conf() {
    // One file, one task.
    return Map.of(
        "spark.sql.files.openCostInBytes", "1g", "spark.sql.files.maxPartitionBytes", "1g");
  }

  @Override
  public Optional<Workload> preparation() {
    return Optional.of(new Preparation("data-index", scale, TABLES, PARTS));
  }

  /** The most frequent trigrams with their counts, and how many there are. */
  @Override
  public String run(RunContext context) {
    SparkSession session = context.session();
    new TpchData(scale).register(session, TABLES);
    List<Tuple2<String, Long>> counts =
        session
            .sql("SELECT l_comment FROM lineitem")
            .toJavaRDD()
            .mapPartitionsToPair(
                rows -> {
                  try (Postings postings = new Postings()) {
                    long row = 0;
                    while (rows.hasNext()) {
                      postings.add(rows.next().getString(0), row++);
                    }
                    return postings.counts().iterator();
                  }
                })
            .reduceByKey(Long::sum)
            .collect();
    long all = counts.stream().mapToLong(t -> t._2).sum();
    List<Tuple2<String, Long>> sorted = new ArrayList<>(counts);
    sorted.sort(
        Comparator.comparingLong((Tuple2<String, Long> t) -> -t._2).thenComparing(t -> t._1));
    return sorted.stream().limit(5).map(t -> t._1 + "=" + t._2).collect(Collectors.joining(", "))
        + " of "
        + all
        + " in "
        + counts.size();
  }
}
