/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.record.ExecutorReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * When each living executor was last heard of: by its reports and by Spark's heartbeats.
 * Thread-safe; a few figures for each executor.
 */
final class SignsOfLife {
  /**
   * The latest signs of one executor. Times by {@link System#nanoTime}.
   *
   * @param heartbeatNanos when its latest heartbeat came; when its first report came, where none
   *     has
   * @param ended it said that no more reports will come
   */
  record Signs(
      String executorId,
      String host,
      long pid,
      long reportNanos,
      long heartbeatNanos,
      boolean ended) {}

  /** Enough for reports that were on their way when their executor was removed. */
  private static final int MOST_REMOVED = 1_000;

  private final Set<String> removed = Collections.newSetFromMap(new Latest());
  private final Map<String, Signs> byExecutor = new ConcurrentHashMap<>();
  private final LongSupplier clock;

  /**
   * Empty at first.
   *
   * @param clock nanoseconds, as {@link System#nanoTime()}
   */
  SignsOfLife(LongSupplier clock) {
    this.clock = clock;
  }

  /** Forgets the oldest beyond {@link #MOST_REMOVED}. */
  private static final class Latest extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_REMOVED;
    }
  }

  /** Returns true for the first report of an executor that has not been removed. */
  synchronized boolean reported(ExecutorReport report) {
    if (removed.contains(report.executorId())) {
      return false;
    }
    long now = clock.getAsLong();
    boolean[] first = new boolean[1];
    byExecutor.compute(
        report.executorId(),
        (id, before) -> {
          first[0] = before == null;
          return new Signs(
              id,
              report.host(),
              report.pid(),
              now,
              before == null ? now : before.heartbeatNanos,
              before != null && before.ended);
        });
    return first[0];
  }

  /** A heartbeat of an executor that never reported is nobody's here. */
  void heartbeat(String executorId) {
    long now = clock.getAsLong();
    byExecutor.computeIfPresent(
        executorId,
        (id, before) ->
            new Signs(id, before.host, before.pid, before.reportNanos, now, before.ended));
  }

  void farewell(String executorId) {
    byExecutor.computeIfPresent(
        executorId,
        (id, before) ->
            new Signs(
                id, before.host, before.pid, before.reportNanos, before.heartbeatNanos, true));
  }

  synchronized void removed(String executorId) {
    removed.add(executorId);
    byExecutor.remove(executorId);
  }

  List<Signs> all() {
    return List.copyOf(byExecutor.values());
  }
}
