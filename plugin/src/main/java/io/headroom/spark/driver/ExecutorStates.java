/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.listener.ExecutorReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The latest report of each living process. Thread-safe; one report each, so memory is bounded. */
final class ExecutorStates {
  private final Map<String, ExecutorReport> latest = new ConcurrentHashMap<>();
  private final AtomicLong shedByTheLost = new AtomicLong();

  /** A report that was overtaken on its way is dropped. */
  void put(ExecutorReport report) {
    latest.merge(
        report.executorId(),
        report,
        (old, fresh) -> fresh.timeMillis() >= old.timeMillis() ? fresh : old);
  }

  /** Forgets an executor and returns its last report; null if there was none. */
  ExecutorReport remove(String executorId) {
    ExecutorReport last = latest.remove(executorId);
    if (last != null) {
      shedByTheLost.addAndGet(last.tasks().shed());
    }
    return last;
  }

  Collection<ExecutorReport> all() {
    return List.copyOf(latest.values());
  }

  /** Tasks shed in this application, also by executors that are gone. */
  long shed() {
    return shedByTheLost.get() + all().stream().mapToLong(r -> r.tasks().shed()).sum();
  }
}
