/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tasks in no danger whatever, that compute a little and sleep a little for a bounded time:
 * something is to be done to their executor from outside.
 *
 * @param tasks how many, all at once
 * @param threads of each task, as a library of linear algebra would have; each uses about a
 *     hundredth of a CPU
 */
record SteadyTasks(String name, int tasks, int threads, Map<String, String> conf)
    implements Workload {
  private static final int SECONDS = 60;

  /** Work is counted, not timed: an executor that gets no CPU is behind with it and stays so. */
  private static final int STEPS = 2_000_000;

  private static final long PAUSE_MILLIS = 200;

  @Override
  public String description() {
    return tasks + " tasks of " + threads + " threads that compute a little for " + SECONDS + " s";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, tasks, 512, 1024);
  }

  @Override
  public String run(RunContext context) {
    List<Integer> ids = IntStream.range(0, tasks).boxed().collect(Collectors.toList());
    int each = threads;
    return context
        .spark()
        .parallelize(ids, tasks)
        .map(id -> computeInThreads(id, each))
        .collect()
        .toString();
  }

  private static long computeInThreads(int seed, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Long>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long part = seed * 100L + i;
        parts.add(() -> compute(part));
      }
      long sum = 0;
      for (Future<Long> part : pool.invokeAll(parts)) {
        sum += part.get();
      }
      return sum;
    } finally {
      pool.shutdownNow();
    }
  }

  private static long compute(long seed) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long state = seed;
    while (System.nanoTime() < end) {
      for (int i = 0; i < STEPS; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    // What comes of it must not differ from run to run.
    return state == 0 ? 1 : 0;
  }
}
