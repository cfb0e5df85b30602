/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.TaskEnded;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exceptions of tasks of the last minutes, by executor, for when one of these executors is lost
 * soon after: the OutOfMemoryError that comes a second before exit code 52.
 *
 * <p>Bounded: {@link #MOST_EACH} of an executor, JVM errors rather than exceptions and the later
 * rather than the earlier; {@link #MOST} and {@link #MOST_CHARS} of text in all, those told first
 * forgotten first.
 */
final class RecentFailures {
  static final int MOST_EACH = 8;
  static final int MOST = 5000;
  static final long MOST_CHARS = 16L << 20;

  /** An executor that stops to answer is given up to three minutes later. */
  private static final long KEPT_MILLIS = 300_000;

  static final Comparator<TaskEnded> BY_TIME =
      Comparator.comparingLong(TaskEnded::timeMillis)
          .thenComparingLong(TaskEnded::taskId)
          .thenComparing(TaskEnded::description);

  private static final Comparator<TaskEnded> BY_WEIGHT =
      Comparator.comparing(RecentFailures::jvmError).thenComparing(BY_TIME);

  private final Map<String, Kept<TaskEnded>> byExecutor = new HashMap<>();
  private final ArrayDeque<TaskEnded> inOrder = new ArrayDeque<>();
  private long chars;
  private long newestMillis = Long.MIN_VALUE;

  /** Whether it is kept. */
  boolean add(TaskEnded task) {
    Kept<TaskEnded> own = byExecutor.computeIfAbsent(task.executorId(), id -> Kept.last(BY_WEIGHT));
    if (!own.add(task, MOST_EACH)) {
      return false;
    }
    inOrder.add(task);
    chars += weight(task);
    newestMillis = Math.max(newestMillis, task.timeMillis());
    while (inOrder.size() > MOST
        || chars > MOST_CHARS
        || inOrder.peek().timeMillis() < newestMillis - KEPT_MILLIS) {
      forgetEldest();
    }
    return true;
  }

  /** Those of one executor in a span of time, JVM errors first, then the latest first. */
  List<TaskEnded> of(String executorId, long fromMillis, long toMillis) {
    Kept<TaskEnded> own = byExecutor.get(executorId);
    return own == null
        ? List.of()
        : own.items().stream()
            .filter(task -> task.timeMillis() >= fromMillis && task.timeMillis() <= toMillis)
            .sorted(BY_WEIGHT.reversed())
            .toList();
  }

  /** An Error of the JVM, which mostly ends the executor, and not one of Spark's own making. */
  static boolean jvmError(TaskEnded task) {
    return task.className().startsWith("java.lang.") && task.className().endsWith("Error");
  }

  private void forgetEldest() {
    TaskEnded eldest = inOrder.remove();
    chars -= weight(eldest);
    Kept<TaskEnded> own = byExecutor.get(eldest.executorId());
    if (own != null) {
      own.items().remove(eldest);
      if (own.isEmpty()) {
        byExecutor.remove(eldest.executorId());
      }
    }
  }

  private static int weight(TaskEnded task) {
    return task.description().length() + task.stackTrace().length();
  }
}
