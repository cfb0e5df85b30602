/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;

/**
 * A stage that closes the gate, then a barrier stage, whose tasks all wait for each other: held
 * back one by one they would wait for ever.
 */
record BarrierStage() implements Workload {
  private static final int SLOTS = 4;

  @Override
  public String name() {
    return "barrier";
  }

  @Override
  public String description() {
    return "8 tasks growing 200 MiB native, then a barrier stage of 4 tasks growing 60 MiB; twice";
  }

  @Override
  public String run(RunContext context) {
    StringBuilder results = new StringBuilder();
    for (int round = 0; round < 2; round++) {
      results.append(NativeGrowth.grow(context.spark(), 8, Growth.of(200, 2000))).append(' ');
      results.append(growTogether(context.spark(), Growth.of(60, 1000))).append(' ');
    }
    return results.toString().trim();
  }

  private static long growTogether(JavaSparkContext spark, Growth growth) {
    Function1<Iterator<Long>, Iterator<Long>> together =
        (Function1<Iterator<Long>, Iterator<Long>> & Serializable)
            ids -> {
              growBetweenBarriers(growth);
              return ids;
            };
    JavaRDD<Long> ids = spark.parallelize(List.of(1L, 2L, 3L, 4L), SLOTS);
    return ids.rdd()
        .barrier()
        .mapPartitions(together, false, ClassTag$.MODULE$.apply(Long.class))
        .toJavaRDD()
        .reduce(Long::sum);
  }

  /** Grows only once all have come, and goes only once all have grown. */
  private static void growBetweenBarriers(Growth growth) {
    BarrierTaskContext barrier = BarrierTaskContext.get();
    barrier.barrier();
    try {
      growth.perform();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a barrier task was interrupted", e);
    }
    barrier.barrier();
  }
}
