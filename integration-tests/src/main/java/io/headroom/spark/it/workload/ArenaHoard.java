/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many threads take small blocks from the C library and give nearly all of them back, which it
 * keeps in its arenas; then tasks grow in large blocks, which never come out of those arenas.
 */
record ArenaHoard() implements Workload {
  private static final int SLOTS = 4;
  private static final int THREADS_PER_TASK = 4;
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int MIB_PER_THREAD = 24;

  /** Survivors pin the arenas: the C library gives only the free end of an arena back by itself. */
  private static final int KEEP_EVERY = 64;

  @Override
  public String name() {
    return "arena";
  }

  @Override
  public String description() {
    return "16 threads hoard freed memory in the C library's arenas, then 4 tasks grow 100 MiB";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, SLOTS, 512, 768);
  }

  @Override
  public String run(RunContext context) {
    long blocks =
        context
            .spark()
            .parallelize(List.of(1, 2, 3, 4), SLOTS)
            .map(id -> hoard())
            .reduce(Long::sum);
    // One block each, far above the size from which on malloc maps memory afresh.
    Growth growth = new Growth(100L << 20, 50L << 20, 1500, 500, true);
    return blocks + " " + NativeGrowth.grow(context.spark(), SLOTS, growth);
  }

  private static long hoard() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS_PER_TASK);
    try {
      CountDownLatch allTook = new CountDownLatch(THREADS_PER_TASK);
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < THREADS_PER_TASK; i++) {
        counts.add(threads.submit(() -> takeAndGiveBack(allTook)));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The survivors are leaked on purpose: they live as long as the executor, like a cache would. */
  private static long takeAndGiveBack(CountDownLatch allTook) throws InterruptedException {
    NativeMemory memory = new NativeMemory();
    long blocks = ((long) MIB_PER_THREAD << 20) / BLOCK_BYTES;
    for (long i = 0; i < blocks; i++) {
      memory.grow(BLOCK_BYTES);
    }
    allTook.countDown();
    allTook.await();
    memory.freeAllButEvery(KEEP_EVERY);
    return blocks;
  }
}
