/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.channel.Farewell;
import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.Keys;
import io.headroom.spark.listener.HeadroomListener;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.watch.HeartbeatTimeout;
import io.headroom.spark.watch.KernelKillWatch;
import io.headroom.spark.watch.OwnCost;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers on the driver what tells losses apart and Spark does not tell: reports, kills by the
 * kernel from every host and the driver's own, silence and what can be seen of it from outside. All
 * of it goes to the listener that explains losses, which is installed here.
 */
final class Evidence implements DriverInbox.News, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
  private static final Path ROOT = Path.of("/");

  private final HeadroomListener listener;
  private final Facts facts;
  private final SignsOfLife signs = new SignsOfLife(System::nanoTime);
  private final KernelKillDesk kernelKills;

  /** Null in local mode, where the only executor is this very process and reads the log itself. */
  private final SilenceWatch silence;

  private final KernelKillWatch ownKernelLog;

  /**
   * Begins to gather.
   *
   * @param host this host
   */
  Evidence(SparkContext context, HeadroomConf conf, String host) {
    HeartbeatTimeout timeout = HeartbeatTimeout.of(context.conf());
    SilenceRule rule = SilenceRule.of(conf.get(Keys.REPORT_PERIOD), timeout.after());
    listener =
        install(context, context.isLocal() ? Duration.ZERO : Duration.ofNanos(rule.silentNanos()));
    facts = listener == null ? new Facts() {} : listener.facts();
    kernelKills = new KernelKillDesk(context.startTime(), facts::kernelKill);
    if (context.isLocal()) {
      silence = null;
      ownKernelLog = null;
      return;
    }
    OwnCost cost = new OwnCost();
    ExecutorProcesses processes = new ExecutorProcesses(ROOT, context::applicationId);
    silence = new SilenceWatch(signs, processes, rule, timeout, facts::processLook, cost);
    context.addSparkListener(new HeartbeatListener(signs, processes));
    ownKernelLog =
        new KernelKillWatch(conf.get(Keys.KERNEL_LOG_ENABLED), host, kernelKills::take, cost);
    LOG.info("Headroom: driver: {}", ownKernelLog.capability());
    ownKernelLog.start();
  }

  /** Null where it cannot be: executors are kept alive without an explanation, too. */
  private static HeadroomListener install(SparkContext context, Duration silentAfter) {
    try {
      return HeadroomListener.install(context, silentAfter);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Headroom: losses will not be explained", e);
      return null;
    }
  }

  /** The driver's report of itself. */
  void driverReport(ExecutorReport report) {
    facts.report(report);
  }

  @Override
  public void report(ExecutorReport report) {
    if (silence != null) {
      silence.reported(report);
    }
    facts.report(report);
  }

  @Override
  public void farewell(Farewell farewell) {
    signs.farewell(farewell.executorId());
  }

  @Override
  public void kernelKill(KernelKill kill) {
    kernelKills.take(kill);
  }

  @Override
  public void close() {
    if (silence != null) {
      silence.close();
      ownKernelLog.close();
    }
    if (listener != null) {
      listener.close();
    }
  }
}
