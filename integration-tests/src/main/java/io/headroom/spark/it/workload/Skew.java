/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One task of 550 MiB among eleven of 120 MiB. */
record Skew() implements Workload {
  private static final int TASKS = 12;

  @Override
  public String name() {
    return "skew";
  }

  @Override
  public String description() {
    return "one task growing 550 MiB native among eleven growing 120 MiB";
  }

  @Override
  public String run(RunContext context) {
    Growth large = Growth.of(550, 4000);
    Growth small = Growth.of(120, 1500);
    List<Long> ids = LongStream.rangeClosed(1, TASKS).boxed().collect(Collectors.toList());
    long sum =
        context
            .spark()
            .parallelize(ids, TASKS)
            .map(id -> id * 1000 + (id == 1 ? large : small).perform())
            .reduce(Long::sum);
    return Long.toString(sum);
  }
}
