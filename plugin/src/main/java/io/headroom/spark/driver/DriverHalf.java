/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import com.codahale.metrics.MetricRegistry;
import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.HeadroomConf.Mode;
import io.headroom.spark.conf.Keys;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.watch.OwnWatch;
import io.headroom.spark.watch.ReportSummary;
import io.headroom.spark.watch.SparkConfReader;
import java.util.Comparator;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything Headroom runs on the driver, wired together: the latest state of each executor, the
 * caps learned from losses, the evidence by which losses are explained, and a watch over the
 * driver's own memory.
 */
final class DriverHalf implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriverHalf.class);

  /** Sums told at the end; hundreds of lines would hide what matters. */
  private static final int MOST_SUMS = 20;

  private final ExecutorStates states = new ExecutorStates(System::nanoTime);
  private final Evidence evidence;
  private final DriverInbox inbox;
  private final OwnWatch ownWatch;

  /**
   * Starts it; null where {@code spark.headroom.mode} is {@code off}.
   *
   * @throws io.headroom.spark.conf.HeadroomConfException for bad configuration
   */
  static DriverHalf start(SparkContext context, PluginContext pluginContext) {
    HeadroomConf conf = SparkConfReader.read(context.conf());
    if (conf.get(Keys.MODE) == Mode.OFF) {
      LOG.info("Headroom: off, by spark.headroom.mode");
      return null;
    }
    LOG.info(
        "Headroom: {}; set by the user: {}",
        conf.get(Keys.MODE).name().toLowerCase(Locale.ROOT),
        conf.describe().isEmpty() ? "nothing" : conf.describe());
    return new DriverHalf(context, pluginContext, conf);
  }

  private DriverHalf(SparkContext context, PluginContext pluginContext, HeadroomConf conf) {
    LearnedCaps caps = new LearnedCaps();
    evidence = new Evidence(context, conf, pluginContext.hostname());
    inbox =
        new DriverInbox(
            states,
            caps,
            evidence,
            (attemptId, reason) -> context.killTaskAttempt(attemptId, true, reason));
    context.addSparkListener(new LossListener(states, caps));
    // In local mode this process is the executor too, and watched as one.
    ownWatch =
        context.isLocal()
            ? null
            : OwnWatch.start(conf, pluginContext.hostname(), this::driverReport);
  }

  private void driverReport(ExecutorReport report) {
    states.putDriver(report);
    evidence.driverReport(report);
  }

  void register(MetricRegistry registry) {
    DriverGauges.register(registry, states);
  }

  Object receive(Object message) {
    return inbox.receive(message);
  }

  @Override
  public void close() {
    if (ownWatch != null) {
      ownWatch.close();
    }
    evidence.close();
    inbox.close();
    tellSums();
  }

  /** Executors are often killed before they can tell their own: their last reports do. */
  private void tellSums() {
    states.driver().ifPresent(DriverHalf::tellSum);
    states.all().stream()
        .sorted(Comparator.comparingDouble(report -> -report.memory().peakHardBytes()))
        .limit(MOST_SUMS)
        .forEach(DriverHalf::tellSum);
  }

  private static void tellSum(ExecutorReport report) {
    LOG.info(
        "Headroom: {} on {} by its last report: {}",
        report.executorId(),
        report.host(),
        ReportSummary.of(report));
  }
}
