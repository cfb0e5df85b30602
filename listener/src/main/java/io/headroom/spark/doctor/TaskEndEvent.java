/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.Facts;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Metrics;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.io.IOException;

/**
 * The end of a task attempt: nearly all lines of a large log that are read at all. Holds one event
 * at a time. Not thread-safe.
 */
final class TaskEndEvent implements EventTranslator {
  private int stageId;
  private int stageAttempt;
  private Outcome outcome;
  private String className;
  private String description;
  private String stackTrace;
  private boolean causedByApp;
  private String fetchedFrom;

  private long taskId;
  private int index;
  private int attempt;
  private String executorId;
  private String host;
  private long launchMillis;
  private long finishMillis;

  private boolean measured;
  private long heapPeak;
  private long collectionMillis;
  private long memorySpilled;
  private long diskSpilled;
  private long peakExecution;
  private long resultBytes;
  private long inputBytes;
  private long shuffleRead;
  private long shuffleWritten;

  @Override
  public void translate(JsonFields fields, Facts facts) throws IOException {
    clear();
    while (fields.next()) {
      switch (fields.name()) {
        case "Stage ID" -> stageId = fields.integer(-1);
        case "Stage Attempt ID" -> stageAttempt = fields.integer(0);
        case "Task End Reason" -> reason(fields);
        case "Task Info" -> info(fields);
        case "Task Executor Metrics" -> executorMetrics(fields);
        case "Task Metrics" -> metrics(fields);
        default -> {}
      }
    }
    facts.taskEnded(
        new TaskEnded(
            finishMillis,
            stageId,
            stageAttempt,
            taskId,
            index,
            attempt,
            executorId,
            host,
            outcome,
            className,
            description,
            stackTrace,
            causedByApp,
            fetchedFrom,
            measured ? metrics() : null));
  }

  private void clear() {
    stageId = -1;
    stageAttempt = 0;
    outcome = Outcome.OTHER;
    className = "";
    description = "";
    stackTrace = "";
    causedByApp = false;
    fetchedFrom = "";
    taskId = -1;
    index = -1;
    attempt = 0;
    executorId = "";
    host = "";
    launchMillis = 0;
    finishMillis = 0;
    measured = false;
    heapPeak = 0;
    collectionMillis = 0;
    memorySpilled = 0;
    diskSpilled = 0;
    peakExecution = 0;
    resultBytes = 0;
    inputBytes = 0;
    shuffleRead = 0;
    shuffleWritten = 0;
  }

  private void reason(JsonFields fields) throws IOException {
    for (fields.enter(); fields.next(); ) {
      switch (fields.name()) {
        case "Reason" -> {
          String reason = fields.text();
          outcome = outcome(reason);
          if (outcome == Outcome.OTHER) {
            description = reason;
          }
        }
        case "Class Name" -> className = fields.text();
        // Each kind of reason has one of these.
        case "Description", "Loss Reason", "Kill Reason", "Message" ->
            description = LongText.cut(fields.text());
        case "Full Stack Trace" -> stackTrace = LongText.cut(fields.text());
        case "Exit Caused By App" -> causedByApp = fields.isTrue();
        case "Block Manager Address" -> {
          for (fields.enter(); fields.next(); ) {
            if (fields.name().equals("Executor ID")) {
              fetchedFrom = fields.text();
            }
          }
        }
        default -> {}
      }
    }
  }

  private static Outcome outcome(String reason) {
    return switch (reason) {
      case "Success" -> Outcome.SUCCESS;
      case "ExceptionFailure" -> Outcome.EXCEPTION;
      case "ExecutorLostFailure" -> Outcome.EXECUTOR_LOST;
      case "FetchFailed" -> Outcome.FETCH_FAILED;
      case "TaskKilled" -> Outcome.KILLED;
      default -> Outcome.OTHER;
    };
  }

  private void info(JsonFields fields) throws IOException {
    for (fields.enter(); fields.next(); ) {
      switch (fields.name()) {
        case "Task ID" -> taskId = fields.number(-1);
        case "Index" -> index = fields.integer(-1);
        case "Attempt" -> attempt = fields.integer(0);
        case "Launch Time" -> launchMillis = fields.number(0);
        case "Executor ID" -> executorId = fields.text();
        case "Host" -> host = fields.text();
        case "Finish Time" -> finishMillis = fields.number(0);
        default -> {}
      }
    }
  }

  private void executorMetrics(JsonFields fields) throws IOException {
    for (fields.enter(); fields.next(); ) {
      if (fields.name().equals("JVMHeapMemory")) {
        heapPeak = fields.number(0);
      }
    }
  }

  private void metrics(JsonFields fields) throws IOException {
    measured = true;
    for (fields.enter(); fields.next(); ) {
      switch (fields.name()) {
        case "JVM GC Time" -> collectionMillis = fields.number(0);
        case "Memory Bytes Spilled" -> memorySpilled = fields.number(0);
        case "Disk Bytes Spilled" -> diskSpilled = fields.number(0);
        case "Peak Execution Memory" -> peakExecution = fields.number(0);
        case "Result Size" -> resultBytes = fields.number(0);
        case "Input Metrics" -> inputBytes = sum(fields, "Bytes Read", "");
        case "Shuffle Read Metrics" ->
            shuffleRead = sum(fields, "Remote Bytes Read", "Local Bytes Read");
        case "Shuffle Write Metrics" -> shuffleWritten = sum(fields, "Shuffle Bytes Written", "");
        default -> {}
      }
    }
  }

  private static long sum(JsonFields fields, String one, String other) throws IOException {
    long sum = 0;
    for (fields.enter(); fields.next(); ) {
      if (fields.name().equals(one) || fields.name().equals(other)) {
        sum += fields.number(0);
      }
    }
    return sum;
  }

  private Metrics metrics() {
    return new Metrics(
        Math.max(0, finishMillis - launchMillis),
        collectionMillis,
        memorySpilled,
        diskSpilled,
        peakExecution,
        inputBytes,
        shuffleRead,
        shuffleWritten,
        resultBytes,
        heapPeak);
  }
}
