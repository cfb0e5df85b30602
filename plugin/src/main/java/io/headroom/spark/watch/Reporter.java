/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.record.ExecutorReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when to report and hands reports over: about once a second while calm, more often under
 * pressure, at once when the level changes or this process could not run for long. {@link #step}
 * belongs to the sampling thread; sending happens on the given executor, which drops reports that
 * it has no room for.
 */
public final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  /** Takes a report to the driver. */
  public interface Send {
    void send(ExecutorReport report) throws Exception;
  }

  private final Send send;
  private final ReportBuilder builder;
  private final Hiccups hiccups;
  private final long calmNanos;
  private final long pressureNanos;
  private final Executor executor;
  private final AtomicBoolean told = new AtomicBoolean();

  private List<String> notes;
  private long sentNanos;
  private Level sentLevel;
  private volatile ExecutorReport latest;

  /**
   * Reports as often as said.
   *
   * @param hiccups filled by the sampler
   * @param calm time between reports while the level is CALM
   * @param pressured time between reports above it
   * @param notes sent with the first report
   */
  public Reporter(
      Send send,
      ReportBuilder builder,
      Hiccups hiccups,
      Duration calm,
      Duration pressured,
      List<String> notes,
      Executor executor) {
    this.send = send;
    this.builder = builder;
    this.hiccups = hiccups;
    this.calmNanos = calm.toNanos();
    this.pressureNanos = pressured.toNanos();
    this.notes = notes;
    this.executor = executor;
  }

  public void step(Situation now, long samples) {
    builder.observe(now);
    long every = now.level == Level.CALM ? calmNanos : pressureNanos;
    if (now.level == sentLevel && now.nanoTime - sentNanos < every && !hiccups.lastWasLong()) {
      return;
    }
    ExecutorReport report = builder.build(now, samples, notes);
    notes = List.of();
    sentLevel = now.level;
    sentNanos = now.nanoTime;
    latest = report;
    long number = builder.built();
    executor.execute(() -> send(report, number));
  }

  private void send(ExecutorReport report, long number) {
    try {
      send.send(report);
      hiccups.delivered(number);
    } catch (Exception | LinkageError e) {
      if (told.compareAndSet(false, true)) {
        LOG.info("Headroom: reports do not reach the driver: {}", e.toString());
      }
    }
  }

  /** The latest report; null before the first. Thread-safe. */
  public ExecutorReport latest() {
    return latest;
  }

  /** One line for the end of the log. */
  public String summary() {
    ExecutorReport last = latest;
    return last == null ? "nothing was sampled" : ReportSummary.of(last);
  }
}
