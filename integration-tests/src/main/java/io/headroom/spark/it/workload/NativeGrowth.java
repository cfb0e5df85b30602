/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Tasks that all grow in native memory in the same way.
 *
 * @param taskCount how many
 * @param growth how each of them grows
 */
public record NativeGrowth(
    String name,
    String description,
    Sizing sizing,
    int taskCount,
    Growth growth,
    Map<String, String> conf)
    implements Workload {

  @Override
  public String run(RunContext context) {
    return grow(context.spark(), taskCount, growth);
  }

  /** Runs {@code tasks} tasks that grow so; the sum proves that each gave its result once. */
  static String grow(JavaSparkContext spark, int tasks, Growth growth) {
    List<Long> ids = LongStream.rangeClosed(1, tasks).boxed().collect(Collectors.toList());
    long sum =
        spark.parallelize(ids, tasks).map(id -> id * 1000 + growth.perform()).collect().stream()
            .mapToLong(Long::longValue)
            .sum();
    return Long.toString(sum);
  }
}
