/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * First touches nearly all of the heap and drops it, then grows in native memory: the heap's pages
 * stay charged to the container though nothing in them is alive.
 */
record HeapThenNative(String name, String collectorOption) implements Workload {
  private static final int SLOTS = 4;
  private static final int HEAP_MIB = 768;

  /** Garbage of each task; four of them at once leave some of the heap to Spark itself. */
  private static final int TOUCHED_MIB_PER_TASK = 140;

  /**
   * Below half a region of G1, or it would set each piece apart and the heap would not hold them.
   */
  private static final int PIECE_BYTES = 128 << 10;

  @Override
  public String description() {
    return "heap fully touched and dropped, then 4 tasks growing 140 MiB native ("
        + collectorOption
        + ")";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, SLOTS, HEAP_MIB, 1024);
  }

  @Override
  public Map<String, String> conf() {
    return Map.of("spark.executor.extraJavaOptions", collectorOption);
  }

  @Override
  public String run(RunContext context) {
    long touched = touch(context.spark());
    return touched + " " + NativeGrowth.grow(context.spark(), SLOTS, Growth.of(140, 2000));
  }

  private static long touch(JavaSparkContext spark) {
    return spark
        .parallelize(List.of(1, 2, 3, 4), SLOTS)
        .map(
            id -> {
              byte[][] pieces = new byte[(TOUCHED_MIB_PER_TASK << 20) / PIECE_BYTES][];
              long sum = 0;
              for (int i = 0; i < pieces.length; i++) {
                pieces[i] = new byte[PIECE_BYTES];
                Arrays.fill(pieces[i], (byte) id.intValue());
                // All four fill up side by side, whatever the machine's speed.
                Thread.sleep(1);
              }
              for (byte[] piece : pieces) {
                sum += piece[piece.length / 2];
              }
              return sum;
            })
        .reduce(Long::sum);
  }
}
