/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.FetchFailed;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;

/** Turns Spark's end of a task into a fact. Runs once for every task there is, so it is lean. */
final class TaskEndFacts {
  private static final String CAUSE = "\nCaused by: ";
  private static final String GAP = "\n\t...\n";

  private TaskEndFacts() {}

  static TaskEnded of(SparkListenerTaskEnd event) {
    TaskEndReason reason = event.reason();
    Outcome outcome = outcome(reason);
    TaskInfo info = event.taskInfo();
    String fetchedFrom = "";
    if (reason instanceof FetchFailed failed && failed.bmAddress() != null) {
      fetchedFrom = failed.bmAddress().executorId();
    }
    return new TaskEnded(
        info.finishTime(),
        event.stageId(),
        event.stageAttemptId(),
        info.taskId(),
        info.index(),
        info.attemptNumber(),
        info.executorId(),
        info.host(),
        outcome,
        reason instanceof ExceptionFailure failure ? text(failure.className()) : "",
        outcome == Outcome.SUCCESS ? "" : description(reason),
        reason instanceof ExceptionFailure failure ? cut(text(failure.fullStackTrace())) : "",
        reason instanceof ExecutorLostFailure lost && lost.exitCausedByApp(),
        fetchedFrom,
        metrics(event, info, outcome));
  }

  private static Outcome outcome(TaskEndReason reason) {
    if (reason == Success$.MODULE$) {
      return Outcome.SUCCESS;
    }
    if (reason instanceof ExceptionFailure) {
      return Outcome.EXCEPTION;
    }
    if (reason instanceof ExecutorLostFailure) {
      return Outcome.EXECUTOR_LOST;
    }
    if (reason instanceof FetchFailed) {
      return Outcome.FETCH_FAILED;
    }
    return reason instanceof TaskKilled ? Outcome.KILLED : Outcome.OTHER;
  }

  private static String description(TaskEndReason reason) {
    if (reason instanceof ExceptionFailure failure) {
      return cut(text(failure.description()));
    }
    if (reason instanceof ExecutorLostFailure lost) {
      return lost.reason().isDefined() ? cut(text(lost.reason().get())) : "";
    }
    if (reason instanceof FetchFailed failed) {
      return cut(text(failed.message()));
    }
    if (reason instanceof TaskKilled killed) {
      return cut(text(killed.reason()));
    }
    // TaskResultLost, Resubmitted and their like are Scala objects: their name says it all.
    String name = reason.getClass().getSimpleName();
    return name.endsWith("$") ? name.substring(0, name.length() - 1) : name;
  }

  private static TaskEnded.Metrics metrics(
      SparkListenerTaskEnd event, TaskInfo info, Outcome outcome) {
    TaskMetrics metrics = event.taskMetrics();
    // For a lost executor there are none live, and ones of zeros when read from a log.
    if (metrics == null || outcome == Outcome.EXECUTOR_LOST) {
      return null;
    }
    ExecutorMetrics peaks = event.taskExecutorMetrics();
    return new TaskEnded.Metrics(
        info.finishTime() - info.launchTime(),
        metrics.jvmGCTime(),
        metrics.memoryBytesSpilled(),
        metrics.diskBytesSpilled(),
        metrics.peakExecutionMemory(),
        metrics.inputMetrics().bytesRead(),
        metrics.shuffleReadMetrics().totalBytesRead(),
        metrics.shuffleWriteMetrics().bytesWritten(),
        metrics.resultSize(),
        peaks == null ? -1 : peaks.getMetricValue(SparkMetricNames.HEAP));
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  /** The beginning says what was thrown, the last {@code Caused by} why. */
  private static String cut(String trace) {
    if (trace.length() <= TaskEnded.MOST_STACK_CHARS) {
      return trace;
    }
    int half = TaskEnded.MOST_STACK_CHARS / 2;
    int rest = half - GAP.length();
    int cause = trace.lastIndexOf(CAUSE);
    int from = cause >= half ? cause + 1 : trace.length() - rest;
    return trace.substring(0, half)
        + GAP
        + trace.substring(from, Math.min(trace.length(), from + rest));
  }
}
