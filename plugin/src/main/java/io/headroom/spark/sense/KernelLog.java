/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The kernel's log, read record by record from /dev/kmsg: first what the kernel still holds of the
 * past, then what it writes from now on.
 *
 * <p>{@link #next} waits in the kernel until there is a record, since Java cannot open a device in
 * non-blocking mode; so the reader has a thread of its own, which costs nothing while the kernel is
 * silent and hears of a kill at once. A {@link FileChannel} and not a stream, because closing a
 * channel wakes the thread that reads it. Reading takes nothing away from other readers.
 *
 * <p>Many places do not let a process read it: containers do not show the device, and {@code
 * kernel.dmesg_restrict} keeps it for root. Then it is unavailable and knows why.
 */
public final class KernelLog implements Closeable {
  private static final String NAME = "kernel log";

  /** The kernel refuses a buffer that does not hold a whole record; none is longer than 8 KiB. */
  private static final int RECORD_BYTES = 16 << 10;

  /** Records that were overwritten before they were read make one read fail, and the next go on. */
  private static final int MOST_FAILURES = 10;

  /** A read that took so long has probably waited for its record, which is new then. */
  private static final long WAITED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /**
   * How far the kernel's log clock may have run away from the wall clock: 500 parts in a million.
   */
  private static final double DRIFT = 500e-6;

  private static final long LEAST_DRIFT_MILLIS = 1_000;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECORD_BYTES);
  private final byte[] bytes = new byte[RECORD_BYTES];
  private volatile Capability capability;
  private long bootMillis;

  private KernelLog(FileChannel channel, Capability capability, long bootMillis) {
    this.channel = channel;
    this.capability = capability;
    this.bootMillis = bootMillis;
  }

  /**
   * Opens the log of this host; never throws.
   *
   * @param device /dev/kmsg
   * @param procDir /proc
   */
  public static KernelLog open(Path device, Path procDir) {
    long boot = BootTime.millis(procDir);
    try {
      FileChannel channel = FileChannel.open(device, StandardOpenOption.READ);
      return new KernelLog(channel, Capability.available(NAME, device.toString()), boot);
    } catch (IOException | RuntimeException e) {
      return new KernelLog(
          null, Capability.unavailable(NAME, "it cannot be opened: " + e.getMessage()), boot);
    }
  }

  /** Whether it can be read, or why not. Thread-safe. */
  public Capability capability() {
    return capability;
  }

  /**
   * Waits for the next record. One thread only.
   *
   * @param notBeforeMillis older ones are passed over at the price of their stamp: a kernel holds
   *     thousands of them
   * @return null once the log is closed or cannot be read any more
   */
  KmsgRecord next(long notBeforeMillis) {
    int failures = 0;
    while (channel != null && failures < MOST_FAILURES) {
      try {
        long began = System.nanoTime();
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
          return null; // A device does not end; a file that stands for one in a test does.
        }
        buffer.flip().get(bytes, 0, length);
        long stamp = KmsgRecord.stampMicros(bytes, length);
        if (Reading.known(stamp) && bootMillis + stamp / 1000 < notBeforeMillis) {
          continue;
        }
        KmsgRecord record = KmsgRecord.parse(bytes, length);
        if (record != null) {
          if (System.nanoTime() - began >= WAITED_NANOS) {
            bootMillis =
                corrected(bootMillis, System.currentTimeMillis(), record.stampMicros() / 1000);
          }
          return record;
        }
        failures++; // A record of another form; reading on is right, for ever would not be.
      } catch (ClosedChannelException e) {
        return null;
      } catch (IOException e) {
        failures++;
        capability = Capability.unavailable(NAME, "it cannot be read: " + e.getMessage());
      }
    }
    return null;
  }

  /**
   * The boot time by a record that seems to be new; as before where the difference is more than a
   * clock's drift. A thread that lost its CPU in the middle of a read has waited too, and its
   * record may be of any age.
   */
  static long corrected(long bootMillis, long nowMillis, long stampMillis) {
    long told = nowMillis - stampMillis;
    double drift = LEAST_DRIFT_MILLIS + DRIFT * (nowMillis - bootMillis);
    return Math.abs(told - bootMillis) <= drift ? told : bootMillis;
  }

  /**
   * What the stamps of the records count from, milliseconds since the epoch. The kernel's log clock
   * is not corrected as the wall clock is, so this is learned anew from each record that was waited
   * for.
   */
  long bootMillis() {
    return bootMillis;
  }

  /** Ends a read that waits. From any thread. */
  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It was open for reading only: nothing is lost.
        capability = Capability.unavailable(NAME, "it is closed: " + e.getMessage());
      }
    }
  }
}
