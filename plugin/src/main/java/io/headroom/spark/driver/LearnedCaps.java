/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.judge.CapAfterLoss;
import io.headroom.spark.record.ExecutorReport;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many tasks the next executor may start with, learned from the executors that died of memory:
 * a replacement that starts as its predecessor did dies as it did. Thread-safe.
 */
final class LearnedCaps {
  private static final Logger LOG = LoggerFactory.getLogger(LearnedCaps.class);

  private final Set<String> learnedFrom = new HashSet<>();
  private int cap = CapAfterLoss.NONE;

  /**
   * Learns from a loss. A second notice of the same loss (YARN and Kubernetes send two) is ignored.
   *
   * @param last the last report of the lost executor, null if it never sent one
   */
  synchronized void lost(String executorId, String reason, ExecutorReport last) {
    if (!MemoryLoss.suspected(reason) || !learnedFrom.add(executorId)) {
      return;
    }
    if (last == null || last.tasks().slots() <= 0) {
      LOG.warn(
          "Headroom: executor {} was lost ({}) before it told of its tasks; nothing learned",
          executorId,
          reason);
      return;
    }
    ExecutorReport.Tasks tasks = last.tasks();
    cap = CapAfterLoss.next(tasks.slots(), tasks.running(), tasks.cap(), cap);
    LOG.warn(
        "Headroom: executor {} was lost ({}) with {} tasks running, cap {} of {} slots, {} of {}"
            + " MiB hard; replacements start with cap {}",
        executorId,
        reason,
        tasks.running(),
        tasks.cap(),
        tasks.slots(),
        last.memory().hardBytes() >> 20,
        last.memory().limitBytes() >> 20,
        cap);
  }

  /** How many tasks an executor with that many slots may start with. */
  synchronized int startingCap(int slots) {
    return cap == CapAfterLoss.NONE ? slots : Math.min(slots, cap);
  }
}
