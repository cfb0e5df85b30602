/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.Map;

/**
 * Speculation on over two hosts. A task that waits at the gate looks slow to Spark, which then
 * starts a copy of it elsewhere: that must not fail the job, nor change its result.
 */
record Speculation() implements Workload {
  @Override
  public String name() {
    return "speculation";
  }

  @Override
  public String description() {
    return "16 tasks on two executors growing 200 MiB native, speculation on";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(2, 4, 512, 896);
  }

  @Override
  public Map<String, String> conf() {
    return Map.of(
        "spark.speculation", "true",
        "spark.speculation.interval", "100ms",
        "spark.speculation.multiplier", "1.3",
        "spark.speculation.quantile", "0.25");
  }

  @Override
  public String run(RunContext context) {
    return NativeGrowth.grow(context.spark(), 16, Growth.of(200, 2000));
  }
}
