/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.judge.Situation;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.KernelKills;
import io.headroom.spark.sense.KernelLog;
import io.headroom.spark.sense.Reading;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what the kernel's OOM killer ends on this host, as the kernel's log has it: every process
 * of the host, since whose a pid is can be told only later. Owns the log and one daemon thread,
 * {@code headroom-kernel-log}, which waits in the kernel; {@link #close} ends both.
 */
public final class KernelKillWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KernelKillWatch.class);
  private static final Path DEVICE = Path.of("/dev/kmsg");
  private static final Path PROC = Path.of("/proc");

  /** A host on which more were killed while one executor ran has told what there is to tell. */
  private static final int MOST_KILLS = 200;

  private static final long JOIN_MILLIS = 2_000;

  /** Takes a kill to whoever explains losses. */
  public interface Tell {
    void tell(KernelKill kill) throws Exception;
  }

  private final KernelLog log;
  private final String host;
  private final Tell tell;
  private final OwnCost cost;
  private final Thread thread;
  private long killsBefore = Reading.UNKNOWN;
  private boolean started;

  /**
   * Opens the log; {@link #start} or {@link #step} begins to read it.
   *
   * @param enabled false to leave it alone, {@code spark.headroom.kernelLog.enabled}
   * @param tell called on the watch's own thread
   */
  public KernelKillWatch(boolean enabled, String host, Tell tell, OwnCost cost) {
    this(enabled ? KernelLog.open(DEVICE, PROC) : null, host, tell, cost);
  }

  KernelKillWatch(KernelLog log, String host, Tell tell, OwnCost cost) {
    this.log = log;
    this.host = host;
    this.tell = tell;
    this.cost = cost;
    this.thread = new Thread(this::run, "headroom-kernel-log");
    thread.setDaemon(true);
  }

  /**
   * Begins to read: at first what the kernel still holds of the last ten minutes, which takes some
   * milliseconds. Not before there is something to be found, therefore; see {@link #step}.
   * Idempotent.
   */
  public synchronized void start() {
    if (!started && capability().available()) {
      started = true;
      thread.start();
    }
  }

  /**
   * Begins to read as soon as the kernel has killed something on this host since the first call.
   * Belongs to the sampling thread.
   */
  public void step(Situation now) {
    if (now.slow == null) {
      return;
    }
    long kills = now.slow.host().oomKills();
    if (!Reading.known(killsBefore)) {
      killsBefore = kills;
    }
    // Where the host does not count kills, a record is all there is.
    if (kills > killsBefore || now.oomKills > 0 || !Reading.known(kills)) {
      start();
    }
  }

  /** Whether kills can be told here, or why not. */
  public Capability capability() {
    return log == null
        ? Capability.unavailable("kernel log", "spark.headroom.kernelLog.enabled is false")
        : log.capability();
  }

  private void run() {
    try {
      KernelKills kills = new KernelKills(log, host, System.currentTimeMillis());
      for (int told = 0; told < MOST_KILLS; told++) {
        Optional<KernelKill> kill = kills.next();
        cost.countThisThread();
        if (kill.isEmpty()) {
          return;
        }
        tell.tell(kill.get());
      }
    } catch (Exception | LinkageError e) {
      LOG.info("Headroom: the kernel log is read no more: {}", e.toString());
    } finally {
      log.close();
    }
  }

  /** Ends the reading and waits for that, but not for long. */
  @Override
  public void close() {
    if (log == null) {
      return;
    }
    log.close();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
