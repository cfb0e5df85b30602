/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.record.KernelKill;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in kills by the kernel from everybody who reads a kernel log. All executors of a host read
 * the same log, so each kill is told once, and passed on once; one from before the application
 * began was none of its processes. Thread-safe.
 */
final class KernelKillDesk {
  private static final Logger LOG = LoggerFactory.getLogger(KernelKillDesk.class);
  private static final int MOST_REMEMBERED = 1_000;

  /** Readers turn the kernel's clock into the wall clock each by themselves. */
  private static final long SAME_MILLIS = 60_000;

  /** By which the kernel's clock, reckoned to wall clock, may be behind the driver's. */
  private static final long CLOCKS_MILLIS = 3_000;

  private final long notBeforeMillis;
  private final Deque<KernelKill> seen = new ArrayDeque<>();
  private final Consumer<KernelKill> onKill;
  private final Logger log;

  /**
   * Empty at first.
   *
   * @param startMillis when the application began
   * @param onKill called once for each kill, on the thread that brings it
   */
  KernelKillDesk(long startMillis, Consumer<KernelKill> onKill) {
    this(startMillis, onKill, LOG);
  }

  KernelKillDesk(long startMillis, Consumer<KernelKill> onKill, Logger log) {
    this.notBeforeMillis = startMillis - CLOCKS_MILLIS;
    this.onKill = onKill;
    this.log = log;
  }

  void take(KernelKill kill) {
    if (kill.timeMillis() < notBeforeMillis || !isNew(kill)) {
      return;
    }
    log.info(
        "Headroom: the kernel killed process {} ({}) on {}, {} of anonymous and {} of shared"
            + " memory, as {}",
        kill.pid(),
        kill.command(),
        kill.host(),
        mib(kill.anonBytes()),
        mib(kill.shmemBytes()),
        kill.scope() == KernelKill.Scope.NODE
            ? "the whole host was out of memory"
            : "its container was at its limit"
                + (kill.cgroup().isEmpty() ? "" : ": " + kill.cgroup()));
    onKill.accept(kill);
  }

  private synchronized boolean isNew(KernelKill kill) {
    for (KernelKill before : seen) {
      if (before.pid() == kill.pid()
          && before.host().equals(kill.host())
          && Math.abs(before.timeMillis() - kill.timeMillis()) <= SAME_MILLIS) {
        return false;
      }
    }
    if (seen.size() == MOST_REMEMBERED) {
      seen.removeFirst();
    }
    return seen.add(kill);
  }

  private static String mib(long bytes) {
    return bytes < 0 ? "an unknown amount" : (bytes >> 20) + " MiB";
  }
}
