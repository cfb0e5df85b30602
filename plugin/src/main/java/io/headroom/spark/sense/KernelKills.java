/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.record.KernelKill;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The kills of this host's OOM killer, in the order of the kernel's log, from a little before it
 * was opened: a replacement executor so tells what ended the one before it. One thread only.
 */
public final class KernelKills {
  private static final long PAST_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /** A kernel that writes without end must not cost a core: 5000 records a second are read. */
  private static final int BURST = 500;

  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final KernelLog log;
  private final OomKillLines lines;
  private final long notBefore;
  private int readInBurst;
  private long burstNanos;

  /**
   * Of an open log.
   *
   * @param host put into each kill
   * @param nowMillis kills of the ten minutes before it are told too
   */
  public KernelKills(KernelLog log, String host, long nowMillis) {
    this.log = log;
    this.lines = new OomKillLines(host);
    this.notBefore = nowMillis - PAST_MILLIS;
  }

  /** Waits for the next kill; empty once the log is closed or cannot be read any more. */
  public Optional<KernelKill> next() {
    KmsgRecord record;
    // The boot time may be corrected while reading; so a little more is read than is told.
    while ((record = log.next(notBefore - PAST_MILLIS / 10)) != null) {
      Optional<KernelKill> kill =
          lines
              .next(record.stampMicros(), record.text(), log.bootMillis())
              .filter(told -> told.timeMillis() >= notBefore);
      if (kill.isPresent()) {
        return kill;
      }
      rest();
    }
    return Optional.empty();
  }

  private void rest() {
    long now = System.nanoTime();
    if (now - burstNanos >= REST_NANOS) {
      burstNanos = now;
      readInBurst = 0;
    } else if (++readInBurst >= BURST) {
      LockSupport.parkNanos(this, REST_NANOS);
    }
  }
}
