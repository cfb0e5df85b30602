/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.channel.Farewell;
import io.headroom.spark.channel.ShedRequest;
import io.headroom.spark.channel.StartingCapQuery;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what executors send. Spark delivers plugin messages on one dispatcher thread, so reports
 * are only put into a map there, and what takes longer (kills) goes to a thread of our own.
 * Messages beyond what that thread can hold are dropped: a shed that comes too late is worth
 * nothing.
 */
final class DriverInbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriverInbox.class);
  private static final int MOST_WAITING_KILLS = 1024;

  private static final int MOST_DIFFERENT_NOTES = 20;

  /** Kills a task attempt without counting a failure; {@code SparkContext.killTaskAttempt}. */
  interface TaskKill {
    boolean kill(long attemptId, String reason);
  }

  /** Takes what is told of executors, beside their latest state. Must return at once. */
  interface News {
    void report(ExecutorReport report);

    void farewell(Farewell farewell);

    void kernelKill(KernelKill kill);
  }

  private final ExecutorStates states;
  private final LearnedCaps caps;
  private final News news;
  private final TaskKill taskKill;
  private final ThreadPoolExecutor kills;
  private final Set<List<String>> toldNotes = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean told = new AtomicBoolean();

  DriverInbox(ExecutorStates states, LearnedCaps caps, News news, TaskKill taskKill) {
    this.states = states;
    this.caps = caps;
    this.news = news;
    this.taskKill = taskKill;
    this.kills =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING_KILLS),
            task -> {
              Thread thread = new Thread(task, "headroom-driver-kills");
              thread.setDaemon(true);
              return thread;
            });
    kills.allowCoreThreadTimeOut(true);
  }

  /** Handles a message; the result is the answer to an {@code ask}, null otherwise. */
  Object receive(Object message) {
    if (message instanceof ExecutorReport report) {
      tell(report);
      states.put(report);
      news.report(report);
      return null;
    }
    if (message instanceof Farewell farewell) {
      news.farewell(farewell);
      return null;
    }
    if (message instanceof KernelKill kill) {
      news.kernelKill(kill);
      return null;
    }
    if (message instanceof StartingCapQuery query) {
      return caps.startingCap(query.slots());
    }
    if (message instanceof ShedRequest request) {
      shed(request);
      return null;
    }
    if (told.compareAndSet(false, true)) {
      LOG.warn("Headroom: ignoring an unknown message of {}", message.getClass().getName());
    }
    return null;
  }

  /** On a uniform cluster all executors lack the same: the first one tells for all. */
  private void tell(ExecutorReport report) {
    if (!report.notes().isEmpty()
        && toldNotes.size() < MOST_DIFFERENT_NOTES
        && toldNotes.add(report.notes())) {
      LOG.info(
          "Headroom: executor {} on {}: {}",
          report.executorId(),
          report.host(),
          String.join("; ", report.notes()));
    }
  }

  private void shed(ShedRequest request) {
    try {
      kills.execute(
          () -> {
            boolean found = taskKill.kill(request.attemptId(), request.reason());
            LOG.info(
                "Headroom: killed TID {} for executor {}{}",
                request.attemptId(),
                request.executorId(),
                found ? "" : ": it had ended already");
          });
    } catch (RejectedExecutionException e) {
      LOG.warn("Headroom: too many kills wait; TID {} is not killed", request.attemptId());
    }
  }

  @Override
  public void close() {
    kills.shutdownNow();
  }
}
