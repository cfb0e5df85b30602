/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that went wrong, with all that is known of it. Immutable.
 *
 * @param id of this incident within its application: kind and executor, or kind and stage
 * @param executorId whose loss or task it is; empty for the application's
 * @param timeMillis when it was first told of
 * @param removals every reason Spark told for this executor, in order
 * @param failures failed task attempts that belong to it, the first {@link #MOST_FAILURES}
 * @param failureCount how many there were in all
 * @param messages failure texts of stages and jobs
 * @param reports Headroom's own latest reports of this executor, oldest first; empty where the
 *     plugin was not there
 * @param driverReports the same of the driver
 * @param kernelKills OOM kills on this executor's host at about that time
 * @param looks from outside, after it had fallen silent
 * @param logLines telling lines of logs, where logs were read
 * @param lostTogether executors lost for the same words within two seconds, this one included
 * @param consequenceOf executor whose loss led to this; empty where there is none
 * @param application what holds for the whole application
 */
public record Incident(
    String id,
    Kind kind,
    String executorId,
    String host,
    long timeMillis,
    List<ExecutorRemoved> removals,
    List<TaskEnded> failures,
    int failureCount,
    List<String> messages,
    List<ExecutorReport> reports,
    List<ExecutorReport> driverReports,
    List<KernelKill> kernelKills,
    List<ProcessLook> looks,
    List<LogLine> logLines,
    int lostTogether,
    String consequenceOf,
    ApplicationView application) {
  /** More failures of one kind say nothing more. */
  public static final int MOST_FAILURES = 8;

  /** What went wrong. */
  public enum Kind {
    EXECUTOR_LOST,
    /** Tasks failed and their executor lived on. */
    TASKS_FAILED,
    /** A job failed for a reason that is no executor's and no task's. */
    JOB_FAILED,
    /** Nothing is lost yet: an executor has fallen silent. */
    EXECUTOR_SILENT,
    /** A process other than the executor's JVM was killed, and the executor lived on. */
    PROCESS_KILLED
  }

  /**
   * "code 137", "exit code 137(SIGKILL", "Exit status: 137", "Exit code is 137", and YARN's
   * negative ones.
   */
  private static final Pattern EXIT_CODE =
      Pattern.compile(
          "(?i)(?:exit(?:ed with)? (?:exit )?code|exit status|with code|code is):? *(-?\\d{1,9})(?!\\d)");

  public Incident {
    removals = List.copyOf(removals);
    failures = List.copyOf(failures);
    messages = List.copyOf(messages);
    reports = List.copyOf(reports);
    driverReports = List.copyOf(driverReports);
    kernelKills = List.copyOf(kernelKills);
    looks = List.copyOf(looks);
    logLines = List.copyOf(logLines);
  }

  /** Spark's words about the executor's end: removals first, then what its tasks were told. */
  public List<String> lossTexts() {
    List<String> texts = new ArrayList<>();
    removals.forEach(removal -> texts.add(removal.reason()));
    failures.stream()
        .filter(task -> task.outcome() == Outcome.EXECUTOR_LOST)
        .map(TaskEnded::description)
        .forEach(texts::add);
    return texts;
  }

  /** Exceptions of failed tasks, with their stack traces. */
  public List<String> exceptionTexts() {
    return failures.stream()
        .filter(
            task -> task.outcome() == Outcome.EXCEPTION || task.outcome() == Outcome.FETCH_FAILED)
        .map(task -> task.className() + ": " + task.description() + "\n" + task.stackTrace())
        .toList();
  }

  /** Every text there is: loss, exceptions, messages, logs. */
  public Stream<String> allTexts() {
    return Stream.of(
            lossTexts().stream(),
            exceptionTexts().stream(),
            messages.stream(),
            logLines.stream().map(LogLine::text))
        .flatMap(s -> s);
  }

  /** The first match of a pattern in any text; empty if none has it. */
  public Optional<Matcher> find(Pattern pattern) {
    return allTexts().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  /** The same in what was said of the executor's end alone. */
  public Optional<Matcher> findInLoss(Pattern pattern) {
    return lossTexts().stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  /** The exit code, from whichever text tells it; a specific one wins over Kubernetes' −1. */
  public OptionalInt exitCode() {
    OptionalInt found = OptionalInt.empty();
    for (String text : lossTexts()) {
      Matcher matcher = EXIT_CODE.matcher(text);
      while (matcher.find()) {
        int code = Integer.parseInt(matcher.group(1));
        if (found.isEmpty() || (found.getAsInt() == -1 && code != -1)) {
          found = OptionalInt.of(code);
        }
      }
    }
    return found;
  }

  /** The executor's last report; empty where the plugin was not there. */
  public Optional<ExecutorReport> lastReport() {
    return reports.isEmpty() ? Optional.empty() : Optional.of(reports.get(reports.size() - 1));
  }

  /** For what was measured of this executor over its whole life. */
  public ExecutorView executor() {
    return application.executor(executorId);
  }
}
