/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Facts as tests tell them: only what the story is about. */
final class Told {
  static final String HOST = "host-7";
  static final String OOM = "java.lang.OutOfMemoryError";

  private Told() {}

  static Consumer<Facts> conf(String... keysAndValues) {
    Map<String, String> conf = new java.util.HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      conf.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return facts -> facts.environment(new Environment(conf, Map.of()));
  }

  static Consumer<Facts> added(String id, String host, long time) {
    return facts -> facts.executorAdded(new ExecutorAdded(id, host, 4, 0, time));
  }

  static Consumer<Facts> removed(String id, String reason, long time) {
    return facts -> facts.executorRemoved(new ExecutorRemoved(id, reason, time));
  }

  /** A task that was lost with its executor. */
  static Consumer<Facts> taskLost(String id, String reason, int task, long time) {
    String words = "ExecutorLostFailure (executor " + id + " exited caused by one of the running";
    return facts ->
        facts.taskEnded(
            task(
                Outcome.EXECUTOR_LOST, id, 1, task, "", words + " tasks) Reason: " + reason, time));
  }

  static Consumer<Facts> threw(
      String id, int stage, int task, String className, String description, long time) {
    return facts ->
        facts.taskEnded(task(Outcome.EXCEPTION, id, stage, task, className, description, time));
  }

  static Consumer<Facts> fetchFailed(String id, int stage, int task, String from, long time) {
    return facts ->
        facts.taskEnded(
            new TaskEnded(
                time,
                stage,
                0,
                task,
                task,
                0,
                id,
                HOST,
                Outcome.FETCH_FAILED,
                "org.apache.spark.shuffle.FetchFailedException",
                "Failed to connect to host-9:7337",
                "",
                true,
                from,
                null));
  }

  static TaskEnded task(
      Outcome outcome,
      String id,
      int stage,
      int task,
      String className,
      String description,
      long time) {
    String trace =
        className.isEmpty() ? "" : className + ": " + description + "\n\tat a.B.c(B.java)";
    return new TaskEnded(
        time,
        stage,
        0,
        task,
        task,
        0,
        id,
        HOST,
        outcome,
        className,
        description,
        trace,
        true,
        "",
        null);
  }

  static Consumer<Facts> report(String id, String host, long time) {
    return report(id, host, 100, time, 0);
  }

  static Consumer<Facts> report(String id, String host, long pid, long time, long oomKills) {
    return facts -> facts.report(reported(id, host, pid, time, oomKills));
  }

  static ExecutorReport reported(String id, String host, long pid, long time, long oomKills) {
    return new ExecutorReport(
        id,
        host,
        pid,
        time,
        "CALM",
        "LIMIT",
        new ExecutorReport.Memory(
            900,
            1000,
            950,
            980,
            0.9,
            0,
            Double.POSITIVE_INFINITY,
            500,
            600,
            700,
            100,
            0,
            80,
            0,
            50,
            5000,
            oomKills),
        new ExecutorReport.Jvm("G1", 400, 60, 20, 10, 0, 40, 12, 3456),
        new ExecutorReport.Stalls(0, 0, 0, 0, 0, 0, 0, 3, true),
        new ExecutorReport.Tasks(4, 0, 4, 4, 0, 0, 0, 0, 0),
        new ExecutorReport.Cost(10, 1, 2),
        List.of());
  }

  static Consumer<Facts> kernelKill(String host, long pid, String command, long time) {
    return facts ->
        facts.kernelKill(
            new KernelKill(
                host,
                time,
                KernelKill.Scope.CGROUP,
                pid,
                command,
                "/kubepods/pod1",
                "/kubepods/pod1/c1",
                1L << 30,
                0,
                0));
  }

  static Consumer<Facts> look(String id, char state, long time) {
    return facts -> facts.processLook(new ProcessLook(id, HOST, 100, time, state, 0, 0, 0, 0, 0));
  }

  static Consumer<Facts> line(String id, String text, long time) {
    return facts -> facts.logLine(new LogLine(id, time, text));
  }

  static Consumer<Facts> jobFailed(int job, String message, long time) {
    return facts -> facts.jobFailed(new JobFailed(job, message, time));
  }

  static Consumer<Facts> stageFailed(int stage, String reason, long time) {
    return facts ->
        facts.stageEnded(new StageEnded(stage, 0, "count", 10, 0, reason, time - 1000, time));
  }

  /** Spark's words for a job that an exception of one task ended. */
  static String aborted(int stage, String executor, String words) {
    return "Job aborted due to stage failure: Task 0 in stage "
        + stage
        + ".0 failed 4 times, most recent failure: Lost task 0.3 in stage "
        + stage
        + ".0 (TID 7) ("
        + HOST
        + " executor "
        + executor
        + "): "
        + words
        + "\nDriver stacktrace:";
  }
}
