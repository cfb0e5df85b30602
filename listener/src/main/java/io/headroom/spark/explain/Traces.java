/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Map;

/**
 * The traces of all executors, {@link #MOST} at most, eldest forgotten first. Reports are {@link
 * #MOST_REPORTS} in all: of many executors fewer are kept of each, but never less than {@link
 * #FEWEST_REPORTS}.
 */
final class Traces {
  static final int MOST = 24_000;

  /** About 0.5 KiB each, so some 75 MiB with 10 000 executors; 15 MiB with 1000. */
  static final int MOST_REPORTS = 150_000;

  private static final int FEWEST_REPORTS = 6;
  private static final String DRIVER = "driver";

  private final Map<String, Trace> byExecutor = new Bounded<>(MOST);
  private final Trace driver = new Trace(DRIVER);

  Trace of(String executorId) {
    return executorId.equals(DRIVER) ? driver : byExecutor.computeIfAbsent(executorId, Trace::new);
  }

  Trace driver() {
    return driver;
  }

  void forget(String executorId) {
    byExecutor.remove(executorId);
  }

  int reportsOfEach() {
    return Math.max(FEWEST_REPORTS, MOST_REPORTS / Math.max(1, byExecutor.size()));
  }

  int size() {
    return byExecutor.size();
  }
}
