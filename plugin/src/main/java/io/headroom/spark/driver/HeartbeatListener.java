/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of heartbeats: for each one that reaches the driver Spark posts the metrics that came with
 * it. Never throws into Spark's bus.
 */
final class HeartbeatListener extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatListener.class);

  private final SignsOfLife signs;
  private final ExecutorProcesses processes;
  private final AtomicBoolean told = new AtomicBoolean();

  HeartbeatListener(SignsOfLife signs, ExecutorProcesses processes) {
    this.signs = signs;
    this.processes = processes;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    guarded(() -> signs.heartbeat(event.execId()));
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    guarded(
        () -> {
          signs.removed(event.executorId());
          processes.removed(event.executorId());
        });
  }

  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | LinkageError e) {
      if (told.compareAndSet(false, true)) {
        LOG.warn("Headroom: could not take note of a heartbeat", e);
      }
    }
  }
}
