/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How one task grows in native memory: evenly in pieces over a time, then it holds what it has for
 * a moment, then it frees it.
 *
 * @param totalBytes how far
 * @param pieceBytes size of each piece
 * @param rampMillis over which time
 * @param holdMillis how long it then holds
 * @param interruptible whether it stops when interrupted, as a task should
 */
public record Growth(
    long totalBytes, long pieceBytes, long rampMillis, long holdMillis, boolean interruptible)
    implements Serializable {

  /** By so many MiB in pieces of 4 MiB over the time given. */
  public static Growth of(long mebibytes, long rampMillis) {
    return new Growth(mebibytes << 20, 4L << 20, rampMillis, 200, true);
  }

  Growth ignoringInterrupts() {
    return new Growth(totalBytes, pieceBytes, rampMillis, holdMillis, false);
  }

  /**
   * Grows, holds, frees.
   *
   * @return pieces taken
   * @throws InterruptedException when interrupted, if it listens
   */
  long perform() throws InterruptedException {
    long start = System.nanoTime();
    long pieces = totalBytes / pieceBytes;
    try (NativeMemory memory = new NativeMemory()) {
      for (long i = 0; i < pieces; i++) {
        memory.grow(pieceBytes);
        if (interruptible && Thread.interrupted()) {
          // A machine too slow for the ramp leaves no sleep in which to notice it.
          throw new InterruptedException();
        }
        sleepUntil(start + TimeUnit.MILLISECONDS.toNanos(rampMillis * (i + 1) / pieces));
      }
      sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(holdMillis));
    }
    return pieces;
  }

  private void sleepUntil(long nanoTime) throws InterruptedException {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      if (interruptible) {
        TimeUnit.NANOSECONDS.sleep(left);
      } else {
        // Returns at once while the thread is interrupted: then wait like native code does, busily.
        LockSupport.parkNanos(left);
        Thread.onSpinWait();
      }
    }
  }
}
