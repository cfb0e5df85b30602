/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

/**
 * An executor that was removed while its application ran.
 *
 * @param id the executor
 * @param reason Spark's words
 * @param secondsIntoRun when
 */
public record RemovedExecutor(String id, String reason, double secondsIntoRun) {
  /** True when it was lost, and not given back on purpose (dynamic allocation, shutdown). */
  public boolean lost() {
    return !reason.contains("killed by driver") && !reason.startsWith("Executor decommission");
  }
}
