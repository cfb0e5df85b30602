/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import io.headroom.spark.act.TaskAttempt;
import io.headroom.spark.channel.Farewell;
import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.HeadroomConf.Mode;
import io.headroom.spark.conf.Keys;
import io.headroom.spark.judge.PressureJudge;
import io.headroom.spark.judge.SamplePeriod;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.MemorySense;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.watch.HeartbeatTimeout;
import io.headroom.spark.watch.Hiccups;
import io.headroom.spark.watch.KernelKillWatch;
import io.headroom.spark.watch.LadderConf;
import io.headroom.spark.watch.MemoryLimit;
import io.headroom.spark.watch.OwnCost;
import io.headroom.spark.watch.ReportBuilder;
import io.headroom.spark.watch.Reporter;
import io.headroom.spark.watch.Sampler;
import io.headroom.spark.watch.SituationLog;
import io.headroom.spark.watch.SparkConfReader;
import io.headroom.spark.watch.StallFigures;
import io.headroom.spark.watch.StallWarning;
import io.headroom.spark.watch.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything Headroom runs on one executor, wired together. Owns its threads: the sampler, one for
 * housekeeping (heap return, trim), one for kills, one for reports. {@link #close} ends them all.
 */
final class ExecutorHalf implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorHalf.class);

  private final OwnCost cost;
  private final MemorySense sense;
  private final PressureJudge judge;
  private final Actions actions;
  private final Ladder ladder;
  private final Sampler sampler;
  private final Reporter reporter;
  private final List<ThreadPoolExecutor> threads;
  private final SituationLog log;
  private final Hiccups hiccups = new Hiccups();
  private final StallWarning stallWarning;
  private final KernelKillWatch kernelKills;
  private final Runnable farewell;
  private volatile long hardBytes = Reading.UNKNOWN;

  /** Starts it; null where {@code spark.headroom.mode} is {@code off}. */
  static ExecutorHalf start(PluginContext context) {
    HeadroomConf conf = SparkConfReader.read(context.conf());
    if (conf.get(Keys.MODE) == Mode.OFF) {
      LOG.info("Headroom: off, by spark.headroom.mode");
      return null;
    }
    OwnCost cost = new OwnCost();
    ScheduledThreadPoolExecutor housekeeping = Threads.scheduled("headroom-housekeeping", cost);
    ThreadPoolExecutor kills = Threads.single("headroom-kills", 64, cost);
    ThreadPoolExecutor reports = Threads.single("headroom-reports", 2, cost);
    try {
      return new ExecutorHalf(context, conf, cost, housekeeping, kills, reports);
    } catch (RuntimeException | LinkageError e) {
      List.of(housekeeping, kills, reports).forEach(Threads::stop);
      throw e;
    }
  }

  private ExecutorHalf(
      PluginContext context,
      HeadroomConf conf,
      OwnCost cost,
      ScheduledThreadPoolExecutor housekeeping,
      ThreadPoolExecutor kills,
      ThreadPoolExecutor reports) {
    this.cost = cost;
    threads = List.of(housekeeping, kills, reports);
    log = new SituationLog(housekeeping);

    sense =
        MemorySense.builder()
            .limitOverride(MemoryLimit.of(conf))
            .pythonModules(
                context.conf().get("spark.python.daemon.module", "pyspark.daemon"),
                context.conf().get("spark.python.worker.module", "pyspark.worker"))
            .open();
    judge = new PressureJudge(LadderConf.thresholds(conf));
    String commandLine = System.getProperty("sun.java.command");
    String host = HostName.of(context, commandLine);
    farewell = () -> sayFarewell(context);
    kernelKills = new KernelKillWatch(conf.get(Keys.KERNEL_LOG_ENABLED), host, context::send, cost);
    int slots = Slots.of(context.conf(), commandLine, Runtime.getRuntime().availableProcessors());
    int startingCap =
        LocalMode.is(context) ? slots : StartingCap.ask(context, conf, slots, reports);
    actions = new Actions(context, conf, slots, startingCap, () -> hardBytes, housekeeping, kills);
    ladder = new Ladder(actions.all());
    reporter =
        new Reporter(
            context::send,
            new ReportBuilder(
                context.executorID(),
                host,
                sense.collector(),
                actions,
                new StallFigures(hiccups, "executor-heartbeater"),
                cost),
            hiccups,
            conf.get(Keys.REPORT_PERIOD),
            conf.get(Keys.REPORT_PRESSURE_PERIOD),
            notes(),
            reports);
    sampler =
        new Sampler(
            "headroom-sampler",
            sense,
            judge,
            new SamplePeriod(conf.get(Keys.SAMPLE_PERIOD), conf.get(Keys.SAMPLE_PRESSURE_PERIOD)),
            actions::idle,
            this::onSituation,
            this::onGivenUp,
            hiccups,
            cost);
    stallWarning =
        new StallWarning(HeartbeatTimeout.of(context.conf()), reporter::latest, housekeeping);
    ExecutorGauges.register(context.metricRegistry(), reporter);
    tellStart(conf, slots, startingCap);
    sampler.start();
    if (startingCap < slots) {
      kernelKills.start(); // One was lost for memory: the log may tell what ended it.
    }
  }

  private void onSituation(Situation now) {
    hardBytes = now.hardBytes;
    judge.heapReturnable(actions.heapReturnable());
    ladder.step(now);
    log.step(now, actions.running(), actions.cap());
    reporter.step(now, sampler.samples());
    stallWarning.step(now.nanoTime, hiccups.lastNanos());
    kernelKills.step(now);
  }

  private void onGivenUp() {
    ladder.close();
    farewell.run();
  }

  /** Without it the driver would take the end of reports for the end of this executor. */
  private static void sayFarewell(PluginContext context) {
    try {
      context.send(new Farewell(context.executorID()));
    } catch (Exception | LinkageError e) {
      LOG.debug("Headroom: the driver is gone already", e);
    }
  }

  private List<String> notes() {
    List<String> missing = new ArrayList<>();
    for (Capability capability : capabilities()) {
      if (!capability.available()) {
        missing.add(capability.toString());
      }
    }
    return missing;
  }

  private List<Capability> capabilities() {
    List<Capability> all = new ArrayList<>(sense.capabilities());
    all.add(kernelKills.capability());
    all.addAll(actions.capabilities());
    return all;
  }

  private void tellStart(HeadroomConf conf, int slots, int startingCap) {
    LOG.info(
        "Headroom: {} on {} slots, starting with cap {}",
        conf.get(Keys.MODE).name().toLowerCase(Locale.ROOT),
        slots,
        startingCap);
    for (Capability capability : capabilities()) {
      LOG.info("Headroom: {}", capability);
    }
  }

  /** On the task's thread: returns when the task may begin. */
  void taskStarts(TaskAttempt task) {
    long began = cost.threadNanos();
    actions.taskStarts(task);
    if (actions.running() <= 1) {
      sampler.wake();
    }
    cost.addCallback(cost.threadNanos() - began);
  }

  /** On the task's thread; the second and third notice of one end do nothing. */
  void taskEnded(long attemptId, boolean well) {
    long began = cost.threadNanos();
    actions.taskEnded(attemptId, well);
    cost.addCallback(cost.threadNanos() - began);
  }

  @Override
  public void close() {
    sampler.close();
    kernelKills.close();
    ladder.close();
    farewell.run();
    threads.forEach(Threads::stop);
    LOG.info("Headroom: ended; {}", reporter.summary());
  }
}
