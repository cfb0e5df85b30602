/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.record.ExecutorReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The latest report of each living executor, and of the driver itself. Thread-safe; one report
 * each, so memory is bounded.
 */
final class ExecutorStates {
  /**
   * Executors report at least once a minute. A report that was on its way when its executor was
   * removed would otherwise count for ever.
   */
  private static final long EXPIRES_NANOS = TimeUnit.MINUTES.toNanos(3);

  private record Entry(ExecutorReport report, long receivedNanos) {}

  private final Map<String, Entry> latest = new ConcurrentHashMap<>();
  private final AtomicLong shedByTheLost = new AtomicLong();
  private final LongSupplier clock;
  private volatile ExecutorReport driver;

  /**
   * Empty at first.
   *
   * @param clock nanoseconds, as {@link System#nanoTime()}
   */
  ExecutorStates(LongSupplier clock) {
    this.clock = clock;
  }

  /** A report that was overtaken on its way is dropped. */
  void put(ExecutorReport report) {
    latest.merge(
        report.executorId(),
        new Entry(report, clock.getAsLong()),
        (old, fresh) -> fresh.report.timeMillis() >= old.report.timeMillis() ? fresh : old);
  }

  void putDriver(ExecutorReport report) {
    driver = report;
  }

  /** What the driver last told of itself; empty in local mode, where it is an executor too. */
  Optional<ExecutorReport> driver() {
    return Optional.ofNullable(driver);
  }

  /** Forgets an executor and returns its last report; null if there was none. */
  ExecutorReport remove(String executorId) {
    Entry last = latest.remove(executorId);
    if (last == null) {
      return null;
    }
    shedByTheLost.addAndGet(last.report.tasks().shed());
    return last.report;
  }

  /** Of all executors that were heard of lately. */
  List<ExecutorReport> all() {
    long now = clock.getAsLong();
    latest.values().removeIf(entry -> now - entry.receivedNanos > EXPIRES_NANOS);
    return latest.values().stream().map(Entry::report).toList();
  }

  /** Tasks shed in this application, also by executors that are gone. */
  long shed() {
    return shedByTheLost.get() + all().stream().mapToLong(r -> r.tasks().shed()).sum();
  }
}
