/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.RecordingLog;
import io.headroom.spark.judge.BackOff;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import sun.misc.Unsafe;

/** Leaves much freed memory in malloc's arenas and has it trimmed. */
final class NativeTrimChild {
  private static final int THREADS = 6;
  private static final int BLOCKS = 2000;
  private static final int BLOCK_BYTES = 16 << 10;

  private NativeTrimChild() {}

  /**
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
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Unsafe unsafe = (Unsafe) field.get(null);
    CountDownLatch allocated = new CountDownLatch(THREADS);
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      threads[t] = new Thread(() -> allocateAndFree(unsafe, allocated));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void allocateAndFree(Unsafe unsafe, CountDownLatch allocated) {
    long[] blocks = new long[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      blocks[i] = unsafe.allocateMemory(BLOCK_BYTES);
      unsafe.setMemory(blocks[i], BLOCK_BYTES, (byte) 1);
    }
    allocated.countDown();
    try {
      // All at once, so that each thread has an arena of its own.
      allocated.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < BLOCKS; i++) {
      // One in forty stays: it keeps the arena's top from being given back by free itself.
      if (i % 40 != 39) {
        unsafe.freeMemory(blocks[i]);
      }
    }
  }
}
