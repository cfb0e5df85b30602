/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of lost executors and has the caps learned from them. Never throws into Spark's bus. */
final class LossListener extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(LossListener.class);

  private final ExecutorStates states;
  private final LearnedCaps caps;
  private final AtomicBoolean told = new AtomicBoolean();

  LossListener(ExecutorStates states, LearnedCaps caps) {
    this.states = states;
    this.caps = caps;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    try {
      caps.lost(event.executorId(), event.reason(), states.remove(event.executorId()));
    } catch (RuntimeException | LinkageError e) {
      if (told.compareAndSet(false, true)) {
        LOG.warn("Headroom: could not learn from a lost executor", e);
      }
    }
  }
}
