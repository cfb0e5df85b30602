/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Executors come and go with the load, while tasks wait at the gate. */
record DynamicAllocation() implements Workload {
  @Override
  public String name() {
    return "dynamic-allocation";
  }

  @Override
  public String description() {
    return "16 tasks growing 200 MiB native on up to two executors, idle ones given back; twice";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(2, 4, 512, 896);
  }

  @Override
  public Map<String, String> conf() {
    return Map.of(
        "spark.dynamicAllocation.enabled", "true",
        "spark.dynamicAllocation.shuffleTracking.enabled", "true",
        "spark.dynamicAllocation.minExecutors", "0",
        "spark.dynamicAllocation.maxExecutors", "2",
        "spark.dynamicAllocation.executorIdleTimeout", "2s",
        "spark.dynamicAllocation.schedulerBacklogTimeout", "1s");
  }

  @Override
  public String run(RunContext context) throws InterruptedException {
    String first = NativeGrowth.grow(context.spark(), 16, Growth.of(200, 2000));
    TimeUnit.SECONDS.sleep(4);
    return first + " " + NativeGrowth.grow(context.spark(), 8, Growth.of(200, 2000));
  }
}
