/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.Keys;
import io.headroom.spark.judge.PressureJudge;
import io.headroom.spark.judge.SamplePeriod;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.MemorySense;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the memory of a process that runs no tasks, the driver: sensed, judged and told as an
 * executor's is, without actions. Owns its threads until {@link #close}.
 */
public final class OwnWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWatch.class);
  private static final String DRIVER = "driver";
  private static final ExecutorReport.Tasks NO_TASKS =
      new ExecutorReport.Tasks(0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final Sampler sampler;
  private final Reporter reporter;
  private final ThreadPoolExecutor reports;
  private final SituationLog log;

  /**
   * Starts to watch this process.
   *
   * @param onReport called with each report, on a thread of this watch
   */
  public static OwnWatch start(HeadroomConf conf, String host, Consumer<ExecutorReport> onReport) {
    OwnWatch watch = new OwnWatch(conf, host, onReport);
    watch.sampler.start();
    return watch;
  }

  private OwnWatch(HeadroomConf conf, String host, Consumer<ExecutorReport> onReport) {
    OwnCost cost = new OwnCost();
    Hiccups hiccups = new Hiccups();
    reports = Threads.single("headroom-driver-reports", 16, cost);
    log = new SituationLog(reports);
    MemorySense sense = MemorySense.open(MemoryLimit.of(conf));
    List<String> notes =
        sense.capabilities().stream()
            .filter(capability -> !capability.available())
            .map(Capability::toString)
            .toList();
    notes.forEach(note -> LOG.info("Headroom: driver: {}", note));
    reporter =
        new Reporter(
            onReport::accept,
            new ReportBuilder(
                DRIVER,
                host,
                sense.collector(),
                () -> NO_TASKS,
                new StallFigures(hiccups, "driver-heartbeater"),
                cost),
            hiccups,
            conf.get(Keys.REPORT_PERIOD),
            conf.get(Keys.REPORT_PRESSURE_PERIOD),
            List.of(),
            reports);
    sampler =
        new Sampler(
            "headroom-driver-sampler",
            sense,
            new PressureJudge(LadderConf.thresholds(conf)),
            new SamplePeriod(conf.get(Keys.SAMPLE_PERIOD), conf.get(Keys.SAMPLE_PRESSURE_PERIOD)),
            () -> false, // What a driver collects comes without notice.
            this::onSituation,
            () -> {},
            hiccups,
            cost);
  }

  private void onSituation(Situation now) {
    log.step(now, 0, 0);
    reporter.step(now, sampler.samples());
  }

  @Override
  public void close() {
    sampler.close();
    Threads.stop(reports);
  }
}
