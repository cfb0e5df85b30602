/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import io.headroom.spark.act.SparkTaskAttempt;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Spark calls on an executor. Passes each call on to {@link ExecutorHalf} and keeps whatever
 * goes wrong there away from Spark: the first failure is logged, and that executor goes on without
 * Headroom.
 */
public final class HeadroomExecutorPlugin implements ExecutorPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(HeadroomExecutorPlugin.class);

  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile ExecutorHalf half;

  @Override
  public void init(PluginContext context, Map<String, String> extraConf) {
    guarded("starting", () -> half = ExecutorHalf.start(context));
  }

  @Override
  public void onTaskStart() {
    ExecutorHalf current = half;
    TaskContext task = TaskContext.get();
    if (current == null || task == null) {
      return;
    }
    guarded(
        "a task's start",
        () -> {
          // Spark tells an end through several ways, and on some paths only through this one.
          TaskCompletionListener onCompletion =
              ended ->
                  guarded(
                      "a task's end",
                      () ->
                          current.taskEnded(
                              ended.taskAttemptId(), !ended.isFailed() && !ended.isInterrupted()));
          task.addTaskCompletionListener(onCompletion);
          current.taskStarts(new SparkTaskAttempt(task));
        });
  }

  @Override
  public void onTaskSucceeded() {
    taskEnds(true);
  }

  @Override
  public void onTaskFailed(TaskFailedReason reason) {
    taskEnds(false);
  }

  private void taskEnds(boolean well) {
    ExecutorHalf current = half;
    TaskContext task = TaskContext.get();
    if (current != null && task != null) {
      guarded("a task's end", () -> current.taskEnded(task.taskAttemptId(), well));
    }
  }

  @Override
  public void shutdown() {
    ExecutorHalf current = half;
    half = null;
    if (current != null) {
      guarded("shutdown", current::close);
    }
  }

  private void guarded(String what, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | LinkageError e) {
      ExecutorHalf broken = half;
      half = null;
      if (failed.compareAndSet(false, true)) {
        LOG.warn("Headroom: {} failed; this executor goes on without Headroom", what, e);
      }
      if (broken != null) {
        try {
          broken.close();
        } catch (RuntimeException | LinkageError again) {
          LOG.debug("Headroom: closing after a failure failed too", again);
        }
      }
    }
  }
}
