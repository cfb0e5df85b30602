/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.driver.SignsOfLife.Signs;
import io.headroom.spark.driver.SilenceRule.Stage;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.watch.HeartbeatTimeout;
import io.headroom.spark.watch.OwnCost;
import io.headroom.spark.watch.Threads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches for executors that tell nothing any more, looks at them from outside where it can, and
 * says so before Spark removes them. Owns one thread, {@code headroom-silence}.
 */
final class SilenceWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
  private static final long TICK_MILLIS = 1_000;

  /** A tick that comes later than this means that the driver itself could not run. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** When a whole cluster falls silent at once, it is not the executors; some looks tell enough. */
  private static final int MOST_LOOKS_PER_TICK = 4;

  private final SignsOfLife signs;
  private final ExecutorProcesses processes;
  private final SilenceRule rule;
  private final HeartbeatTimeout timeout;
  private final Consumer<ProcessLook> onLook;
  private final LongSupplier clock;
  private final Logger log;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<String, Stage> stages = new HashMap<>();

  /** Looked at in this silence. */
  private final Set<String> lookedAt = new HashSet<>();

  private boolean ticked;
  private long tickNanos;
  private long notBefore;
  private int looks;

  /**
   * Starts to watch.
   *
   * @param onLook told of each look, on this watch's thread
   */
  SilenceWatch(
      SignsOfLife signs,
      ExecutorProcesses processes,
      SilenceRule rule,
      HeartbeatTimeout timeout,
      Consumer<ProcessLook> onLook,
      OwnCost cost) {
    this(signs, processes, rule, timeout, onLook, cost, System::nanoTime, LOG);
    var unused =
        thread.scheduleWithFixedDelay(
            this::guarded, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  SilenceWatch(
      SignsOfLife signs,
      ExecutorProcesses processes,
      SilenceRule rule,
      HeartbeatTimeout timeout,
      Consumer<ProcessLook> onLook,
      OwnCost cost,
      LongSupplier clock,
      Logger log) {
    this.signs = signs;
    this.processes = processes;
    this.rule = rule;
    this.timeout = timeout;
    this.onLook = onLook;
    this.clock = clock;
    this.log = log;
    this.notBefore = clock.getAsLong();
    this.thread = Threads.scheduled("headroom-silence", cost);
  }

  /** Takes a report's sender into view, at its first report. From any thread; returns at once. */
  void reported(ExecutorReport report) {
    if (signs.reported(report)) {
      try {
        thread.execute(() -> processes.find(report.executorId(), report.pid()));
      } catch (RejectedExecutionException e) {
        // Closed: nobody will look at it.
      }
    }
  }

  private void guarded() {
    try {
      tick();
    } catch (RuntimeException | LinkageError e) {
      // Thrown on, it would end the ticks without a word.
      log.warn("Headroom: the watch for silent executors is switched off", e);
      thread.shutdown();
    }
  }

  /** Judges every executor now. */
  void tick() {
    long now = clock.getAsLong();
    if (ticked && now - tickNanos > LATE_NANOS + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      notBefore = now; // What was sent meanwhile is only now being received.
    }
    looks = 0;
    List<Signs> all = signs.all();
    for (Signs one : all) {
      judge(one, now);
    }
    Set<String> there = all.stream().map(Signs::executorId).collect(Collectors.toSet());
    stages.keySet().retainAll(there);
    lookedAt.retainAll(there);
    ticked = true;
    tickNanos = clock.getAsLong(); // Looks take their time, and that is no hiccup.
  }

  private void judge(Signs one, long now) {
    Stage before = stages.getOrDefault(one.executorId(), Stage.HEARD);
    Stage stage = rule.stage(one, now, notBefore);
    if (stage == Stage.ENDANGERED && before == stage && silent(one, now) && !looked(one)) {
      log.info(
          "Headroom: executor {} on {} has now stopped to report too{}",
          one.executorId(),
          one.host(),
          look(one));
      return;
    }
    if (stage == before || (stage == Stage.SILENT && before == Stage.ENDANGERED)) {
      return;
    }
    stages.put(one.executorId(), stage);
    double seconds = (now - one.reportNanos()) / 1e9;
    switch (stage) {
      case HEARD -> {
        lookedAt.remove(one.executorId());
        log.info("Headroom: executor {} on {} is heard again", one.executorId(), one.host());
      }
      case SILENT -> {
        log.info(
            "Headroom: executor {} on {} has reported nothing for {} s{}",
            one.executorId(),
            one.host(),
            Math.round(seconds),
            look(one));
      }
      case ENDANGERED -> warn(one, now);
    }
  }

  private boolean silent(Signs one, long now) {
    return !one.ended() && now - one.reportNanos() > rule.silentNanos();
  }

  private boolean looked(Signs one) {
    return lookedAt.contains(one.executorId());
  }

  private void warn(Signs one, long now) {
    boolean reports = !one.ended() && !silent(one, now);
    log.warn(
        "Headroom: executor {} on {} has sent no heartbeat for {} s; Spark removes it after {} s"
            + " ({}). {}{}",
        one.executorId(),
        one.host(),
        Math.round((now - one.heartbeatNanos()) / 1e9),
        timeout.after().toSeconds(),
        timeout.key(),
        reports
            ? "It still reports, so it runs and the network carries: its heartbeat thread has"
                + " ended, or the driver does not keep up"
            : "Its last report came " + Math.round((now - one.reportNanos()) / 1e9) + " s ago",
        reports ? "" : look(one));
  }

  /** What can be seen of it, as the rest of a sentence. */
  private String look(Signs one) {
    if (looks >= MOST_LOOKS_PER_TICK) {
      return "; too many are silent at once to look at each";
    }
    lookedAt.add(one.executorId());
    Optional<ProcessLook> seen = processes.look(one.executorId(), one.host());
    if (seen.isEmpty()) {
      return "; its process cannot be seen from the driver";
    }
    looks++;
    onLook.accept(seen.get());
    return "; seen from outside " + LookWords.of(seen.get());
  }

  @Override
  public void close() {
    Threads.stop(thread);
  }
}
