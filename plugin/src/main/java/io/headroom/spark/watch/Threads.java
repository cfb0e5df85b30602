/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the single-threaded executors on which the slow work of one process runs: daemon threads
 * with names, started before memory is short, with short queues that drop what is too much.
 */
public final class Threads {
  private Threads() {}

  /**
   * One thread with a short queue, which drops what is too much.
   *
   * @param cost told of the CPU time after each piece of work
   */
  public static ThreadPoolExecutor single(String name, int queue, OwnCost cost) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> daemon(task, name),
            new ThreadPoolExecutor.DiscardPolicy()) {
          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            cost.countThisThread();
          }
        };
    executor.prestartAllCoreThreads();
    return executor;
  }

  /** The same for work that waits between its steps; as long a queue as it is given work. */
  public static ScheduledThreadPoolExecutor scheduled(String name, OwnCost cost) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, name)) {
          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            cost.countThisThread();
          }
        };
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
    executor.prestartAllCoreThreads();
    return executor;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Stops it and waits a little; what then still runs is a daemon and cannot hold the JVM. */
  public static void stop(ThreadPoolExecutor executor) {
    executor.shutdownNow();
    try {
      boolean unused = executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
