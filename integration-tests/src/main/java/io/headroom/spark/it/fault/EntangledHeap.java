/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A task that keeps the old generation nearly full and lets a graph of small objects take the place
 * of plain bytes in it, piece by piece. The amount stays the same, but a collection follows every
 * reference to somewhere else in memory, so that it takes ever longer.
 */
record EntangledHeap(String name, String description) implements Workload {
  private static final int HEAP_MIB = 3072;
  private static final int FULL_PERCENT = 85;
  private static final int PIECE_BYTES = 1 << 20;

  /** References of one node; it takes 80 bytes with its header. */
  private static final int REFERENCES = 16;

  private static final int NODES_PER_PIECE = PIECE_BYTES / 84;

  /** Short-lived data that is alive at a time. */
  private static final int RING = 48;

  private static final int SECONDS = 120;

  @Override
  public Sizing sizing() {
    return new Sizing(1, 1, HEAP_MIB, 3840);
  }

  @Override
  public Map<String, String> conf() {
    Map<String, String> conf = new HashMap<>(SparkWords.SHORT_HEARTBEATS);
    conf.put("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -Xmn512m -Xlog:gc:stderr");
    return conf;
  }

  @Override
  public String run(RunContext context) {
    return context.spark().parallelize(List.of(1), 1).map(id -> entangle(id)).collect().toString();
  }

  private static int entangle(int seed) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int pieces = (int) (oldGeneration().getUsage().getMax() * FULL_PERCENT / 100 / PIECE_BYTES);
    Object[] heap = new Object[pieces];
    for (int i = 0; i < pieces; i++) {
      heap[i] = new byte[PIECE_BYTES];
      if (i % 8 == 0) {
        Thread.sleep(5);
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] ring = new byte[RING][];
    int turn = 0;
    for (int i = 0; i < pieces; i++) {
      heap[i] = nodes(heap, i, random);
      ring[turn++ % RING] = new byte[PIECE_BYTES];
    }
    while (System.nanoTime() < end && !Thread.interrupted()) {
      ring[turn++ % RING] = new byte[PIECE_BYTES];
    }
    return heap.length + ring.length;
  }

  /**
   * Nodes that refer to any of those before them. Each place of a node refers to the same piece, so
   * that to make them is quick; to follow them is not.
   */
  private static Object[][] nodes(Object[] heap, int before, SplittableRandom random) {
    Object[][][] targets = new Object[REFERENCES][][];
    for (int r = 0; r < REFERENCES && before > 0; r++) {
      targets[r] = (Object[][]) heap[random.nextInt(before)];
    }
    Object[][] nodes = new Object[NODES_PER_PIECE][];
    for (int n = 0; n < nodes.length; n++) {
      Object[] node = new Object[REFERENCES];
      for (int r = 0; r < REFERENCES && before > 0; r++) {
        node[r] = targets[r][random.nextInt(NODES_PER_PIECE)];
      }
      nodes[n] = node;
    }
    return nodes;
  }

  private static MemoryPoolMXBean oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Tenured Gen"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not the serial collector"));
  }
}
