/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.DiagnosticCommands;
import io.headroom.spark.act.RecordingLog;
import io.headroom.spark.judge.BackOff;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Leaves much freed memory in malloc's arenas and has it trimmed. */
final class NativeTrimChild {
  private static final int THREADS = 6;
  private static final int BLOCKS = 2000;
  private static final int BLOCK_BYTES = 16 << 10;

  private NativeTrimChild() {}

  /**
   * Hoards, has it trimmed, and prints what came of it.
   *
   * @param args "act" or "observe"
   */
  public static void main(String[] args) throws Exception {
    hoard();
    RecordingLog log = new RecordingLog();
    ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor();
    NativeTrim trim =
        new NativeTrim(
            DiagnosticCommands.ofThisJvm(),
            Thresholds.DEFAULT,
            new BackOff(Duration.ofSeconds(10)),
            housekeeping,
            OwnMemory::residentBytes,
            args[0].equals("observe"),
            log.logger());
    System.out.println("capability=" + trim.capability());
    Situation now = Situations.of(1, OwnMemory.residentBytes() >> 20, 300, Level.GIVE_BACK);
    System.out.println("before=" + OwnMemory.residentBytes());
    trim.step(now);
    for (int i = 0; i < 500 && log.lines().isEmpty(); i++) {
      Thread.sleep(20);
    }
    System.out.println("after=" + OwnMemory.residentBytes());
    System.out.println("log=" + String.join("|", log.lines()));
    trim.close();
    housekeeping.shutdownNow();
  }

  private static void hoard() throws Exception {
    Malloc malloc = Malloc.find();
    CountDownLatch allocated = new CountDownLatch(THREADS);
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      threads[t] = new Thread(() -> allocateAndFree(malloc, allocated));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void allocateAndFree(Malloc malloc, CountDownLatch allocated) {
    try {
      long[] blocks = new long[BLOCKS];
      for (int i = 0; i < BLOCKS; i++) {
        blocks[i] = (long) malloc.allocate.invoke((long) BLOCK_BYTES);
        malloc.fill.invoke(blocks[i], (long) BLOCK_BYTES, (byte) 1);
      }
      allocated.countDown();
      // All at once, so that each thread has an arena of its own.
      allocated.await();
      for (int i = 0; i < BLOCKS; i++) {
        // One in forty stays: it keeps the arena's top from being given back by free itself.
        if (i % 40 != 39) {
          malloc.free.invoke(blocks[i]);
        }
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** malloc and free by sun.misc.Unsafe, which the compiler would warn of by name. */
  private record Malloc(MethodHandle allocate, MethodHandle fill, MethodHandle free) {
    static Malloc find() throws ReflectiveOperationException {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      return new Malloc(
          bound(lookup, unsafe, "allocateMemory", long.class, long.class),
          bound(lookup, unsafe, "setMemory", void.class, long.class, long.class, byte.class),
          bound(lookup, unsafe, "freeMemory", void.class, long.class));
    }

    private static MethodHandle bound(
        MethodHandles.Lookup lookup, Object unsafe, String name, Class<?> result, Class<?>... args)
        throws ReflectiveOperationException {
      return lookup.bind(unsafe, name, MethodType.methodType(result, args));
    }
  }
}
