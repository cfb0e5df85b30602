/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import java.util.concurrent.TimeUnit;

/**
 * Whether the thread that sends Spark's heartbeats still does. An OutOfMemoryError in it (of heap
 * or metaspace) ends heartbeats for good while tasks run on, and the executor is lost two minutes
 * later for a reason that nobody sees.
 *
 * <p>The thread itself outlives that: it belongs to a ScheduledThreadPoolExecutor, which drops a
 * periodic task that threw and goes on waiting for others. So a thread that is there but waits
 * without a time to wake up has nothing to do any more: while heartbeats are scheduled, it waits
 * for the next one.
 *
 * <p>Belongs to the sampling thread. The thread is looked for once (some microseconds per hundred
 * threads); from then on a look is a field read.
 */
final class HeartbeatThread {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** One look may fall between two heartbeats being scheduled; a second one settles it. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String name;
  private Thread thread;
  private boolean looked;
  private long nextNanos;
  private boolean suspected;
  private boolean alive = true;

  /** {@code executor-heartbeater} or {@code driver-heartbeater}. */
  HeartbeatThread(String name) {
    this.name = name;
  }

  /** False only where two looks in a row found heartbeats ended; true where not known. */
  boolean alive(long nanoTime) {
    if (looked && nanoTime - nextNanos < 0) {
      return alive;
    }
    looked = true;
    boolean ended = ended();
    alive = !(ended && suspected);
    suspected = ended;
    nextNanos = nanoTime + (ended && alive ? AGAIN_NANOS : EVERY_NANOS);
    return alive;
  }

  private boolean ended() {
    if (thread == null || !thread.isAlive()) {
      Thread found = find();
      if (found == null) {
        return thread != null; // Before the first heartbeat there is none yet.
      }
      thread = found;
    }
    return thread.getState() == Thread.State.WAITING && waitsForWork(thread.getStackTrace());
  }

  /** An untimed wait of the pool's queue: a heartbeat that waits for a lock is not meant. */
  private static boolean waitsForWork(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getMethodName().equals("take") && frame.getClassName().endsWith("WorkQueue")) {
        return true;
      }
    }
    return false;
  }

  private Thread find() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    // Threads that begin meanwhile are missed, and found at the next look.
    Thread[] threads = new Thread[group.activeCount() + 16];
    int count = group.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals(name)) {
        return threads[i];
      }
    }
    return null;
  }
}
