/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.act.SamplerLog;
import io.headroom.spark.judge.HiccupWindow;
import io.headroom.spark.record.ExecutorReport;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the executor's own log that it is about to be lost for missed heartbeats, and by what:
 * when for half of the heartbeat timeout it could not run. Once, until it runs well again. Belongs
 * to the sampling thread.
 */
public final class StallWarning {
  private static final double WARN_SHARE = 0.5;
  private static final double QUIET_SHARE = 0.25;

  /** Shares of wall time from which on a figure is the likely reason. */
  private static final double MUCH = 0.3;

  private final HeartbeatTimeout timeout;
  private final HiccupWindow window;
  private final long timeoutNanos;
  private final Supplier<ExecutorReport> latest;
  private final SamplerLog log;
  private boolean told;

  /**
   * For one process.
   *
   * @param latest the latest report, or null; asked for only when there is something to say
   * @param logThread where the lines are written
   */
  public StallWarning(
      HeartbeatTimeout timeout, Supplier<ExecutorReport> latest, Executor logThread) {
    this(timeout, latest, LoggerFactory.getLogger(StallWarning.class), logThread);
  }

  StallWarning(
      HeartbeatTimeout timeout,
      Supplier<ExecutorReport> latest,
      Logger logger,
      Executor logThread) {
    this.timeout = timeout;
    this.latest = latest;
    this.timeoutNanos = timeout.after().toNanos();
    this.window = new HiccupWindow(timeoutNanos);
    this.log = new SamplerLog(logger, logThread);
  }

  /**
   * After each sample.
   *
   * @param hiccupNanos by how much it came late
   */
  public void step(long nanoTime, long hiccupNanos) {
    window.add(nanoTime, hiccupNanos);
    long stalled = window.sumNanos(nanoTime);
    if (told) {
      told = stalled > QUIET_SHARE * timeoutNanos;
    } else if (stalled > WARN_SHARE * timeoutNanos) {
      told = true;
      ExecutorReport report = latest.get();
      log.warn("{}", describe(stalled / 1e9, report == null ? null : report.stalls()));
    }
  }

  private String describe(double seconds, ExecutorReport.Stalls stalls) {
    return String.format(
        Locale.ROOT,
        "Headroom: this process could not run for %.1f of the last %d s; Spark gives it up after"
            + " %d s without a heartbeat (%s). %s",
        seconds,
        timeout.after().toSeconds(),
        timeout.after().toSeconds(),
        timeout.key(),
        stalls == null ? "Why is not known" : why(stalls));
  }

  /** The likely reason with the figures that speak for it. */
  static String why(ExecutorReport.Stalls stalls) {
    return String.format(
        Locale.ROOT,
        "%s (collections %s of the time, waiting for memory %s, CPU quota used up %s, read back"
            + " from swap %s MiB/s, %s major faults/s)",
        reason(stalls),
        percent(stalls.collectionShare()),
        percent(stalls.memoryFull()),
        percent(stalls.throttledShare()),
        number(stalls.swapInBytesPerSecond() / (1 << 20)),
        number(stalls.majorFaultsPerSecond()));
  }

  private static String reason(ExecutorReport.Stalls stalls) {
    if (stalls.memoryFull() >= MUCH || stalls.memorySome() >= 2 * MUCH) {
      return "It waited for memory: swapped out, or the container is at its limit";
    }
    if (stalls.throttledShare() >= MUCH) {
      return "Its container's CPU quota was used up";
    }
    if (stalls.collectionShare() >= MUCH) {
      return "It collected garbage";
    }
    return "It was stopped, or the host had no CPU for it";
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : Math.round(100 * share) + " %";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.1f", value);
  }
}
