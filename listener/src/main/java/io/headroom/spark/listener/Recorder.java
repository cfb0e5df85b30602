/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.listener.event.EventWriter;
import io.headroom.spark.listener.event.RecordedDiagnosis;
import io.headroom.spark.listener.event.RecordedFacts;
import io.headroom.spark.listener.event.SampleBatchWriter;
import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes what happens to memory into events for the bus and the event log: reports thinned out and
 * batched every 30 s, everything else at once. Reports that end in a change of level, a shed task,
 * a kill or a loss do not wait for the batch, but come no more than once a second and no more than
 * {@link #MOST_URGENT} times in between.
 *
 * <p>What it writes is bounded whatever happens: some 200 samples a second, at 10 bytes each, and
 * some hundred single events in half a minute. Confined to one thread.
 */
final class Recorder implements RecordedFacts {
  static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final long URGENT_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final int MOST_URGENT = 10;

  /** Single events in one period; more of them say that one cause hits everything. */
  static final int MOST_SINGLE = 200;

  private static final int MOST_ROWS = 6_000;
  private static final int MOST_PENDING = 4 * MOST_ROWS;
  private static final int MOST_EXECUTORS = 20_000;
  private static final long INTRODUCE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Consumer<HeadroomEvent> post;
  private final boolean samples;
  private final LongSupplier clock;
  private final Map<String, RecordedExecutor> executors = new LinkedHashMap<>();
  private final SampleThinning thinning = new SampleThinning();
  private long periodStart;
  private long lastUrgent;
  private int urgentLeft = MOST_URGENT;
  private int singleLeft = MOST_SINGLE;
  private int pending;
  private long dropped;

  /**
   * With nothing recorded yet.
   *
   * @param post takes an event to the bus; must not block
   * @param samples whether reports are to be recorded: not where nobody can ever see them
   * @param clock nanoseconds, as {@link System#nanoTime()}
   */
  Recorder(Consumer<HeadroomEvent> post, boolean samples, LongSupplier clock) {
    this.post = post;
    this.samples = samples;
    this.clock = clock;
    periodStart = clock.getAsLong();
    lastUrgent = periodStart - URGENT_NANOS;
  }

  /** Posts what is due by now. */
  void tick() {
    long now = clock.getAsLong();
    if (now - periodStart >= PERIOD_NANOS || pending >= MOST_PENDING) {
      periodStart = now;
      urgentLeft = MOST_URGENT;
      singleLeft = MOST_SINGLE;
      flush(false, now);
    } else if (urgentLeft > 0
        && now - lastUrgent >= URGENT_NANOS
        && executors.values().stream().anyMatch(RecordedExecutor::urgent)) {
      lastUrgent = now;
      urgentLeft--;
      flush(true, now);
    }
  }

  /** Posts all there is, the last report of each executor included. */
  void finish() {
    executors.values().forEach(executor -> pending += executor.keepLatest());
    flush(false, clock.getAsLong());
  }

  /** Single events and reports that were not recorded for want of room. */
  long dropped() {
    return dropped;
  }

  @Override
  public void report(ExecutorReport report) {
    if (!samples) {
      return;
    }
    RecordedExecutor executor = executors.get(report.executorId());
    if (executor == null) {
      if (executors.size() >= MOST_EXECUTORS) {
        dropped++;
        return;
      }
      executor = new RecordedExecutor();
      executors.put(report.executorId(), executor);
    }
    pending += executor.heard(report, thinning, clock.getAsLong());
    thinning.executors(executors.size());
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    RecordedExecutor executor = executors.get(removed.executorId());
    if (executor != null) {
      pending += executor.gone();
    }
  }

  @Override
  public void kernelKill(KernelKill kill) {
    single(EventWriter.kernelKill(kill));
  }

  @Override
  public void processLook(ProcessLook look) {
    single(EventWriter.processLook(look));
  }

  @Override
  public void action(ActionTaken action) {
    single(EventWriter.action(action));
  }

  @Override
  public void note(CapabilityNote note) {
    single(EventWriter.note(note));
  }

  @Override
  public void diagnosis(RecordedDiagnosis diagnosis) {
    single(EventWriter.diagnosis(diagnosis));
  }

  private void single(HeadroomEvent event) {
    if (singleLeft == 0) {
      dropped++;
      return;
    }
    singleLeft--;
    post.accept(event);
  }

  private void flush(boolean urgentOnly, long now) {
    List<ExecutorReport> rows = new ArrayList<>();
    for (RecordedExecutor executor : executors.values()) {
      if (!urgentOnly || executor.urgent()) {
        List<ExecutorReport> taken = executor.take();
        pending -= taken.size();
        rows.addAll(taken);
      }
      if (rows.size() >= MOST_ROWS) {
        post(rows, now);
        rows = new ArrayList<>();
      }
    }
    if (!rows.isEmpty()) {
      post(rows, now);
    }
    executors.values().removeIf(executor -> executor.forgettable(now, FORGET_NANOS));
    thinning.pressed(executors.values().stream().filter(RecordedExecutor::pressed).count());
  }

  private void post(List<ExecutorReport> rows, long now) {
    post.accept(
        SampleBatchWriter.write(
            rows, executorId -> executors.get(executorId).introduce(now, INTRODUCE_NANOS)));
  }
}
