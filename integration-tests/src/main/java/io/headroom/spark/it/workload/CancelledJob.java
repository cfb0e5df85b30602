/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A job cancelled while its tasks run and others wait at the gate; the next job must get every slot
 * back. Once with tasks interrupted, once with tasks that run on although they were cancelled.
 */
record CancelledJob() implements Workload {
  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public String description() {
    return "a job cancelled while it grows 200 MiB native per task, then a small one; twice";
  }

  @Override
  public String run(RunContext context) throws Exception {
    JavaSparkContext spark = context.spark();
    StringBuilder results = new StringBuilder();
    for (boolean interrupt : new boolean[] {true, false}) {
      String group = "to-cancel-" + interrupt;
      CompletableFuture<String> cancelled =
          CompletableFuture.supplyAsync(
              () -> {
                spark.setJobGroup(group, "cancelled on the way", interrupt);
                return NativeGrowth.grow(spark, 12, Growth.of(200, 2000));
              });
      // Long enough for the first wave to be near its peak.
      TimeUnit.SECONDS.sleep(interrupt ? 6 : 2);
      spark.cancelJobGroup(group);
      try {
        String result = cancelled.join();
        results.append("ran to its end with ").append(result).append(' ');
      } catch (CompletionException e) {
        results.append("cancelled ");
      }
      long start = System.nanoTime();
      results.append(NativeGrowth.grow(spark, 4, Growth.of(20, 200))).append(' ');
      double seconds = (System.nanoTime() - start) / 1e9;
      System.err.println("Next job after the cancelled one took " + seconds + " s");
      if (seconds > 30) {
        throw new IllegalStateException("the next job took " + seconds + " s, more than 30 s");
      }
    }
    return results.toString().trim();
  }
}
