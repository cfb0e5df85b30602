/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.StageEnded;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the texts of failed jobs and stages to what brought them about: the lost executor, the
 * failed tasks or the killed process that they speak of. A job that failed for a reason of its own,
 * as by the size of its results, is an incident itself; jobs that failed for the same words are
 * one.
 *
 * <p>Holds {@link #MOST} texts that wait and {@link #MOST} reasons.
 */
final class FailedJobs {
  static final int MOST = 200;

  /** Longer than a failed task is held, whose group the text may speak of. */
  private static final long SETTLE_MILLIS = 11_000;

  private static final long LOOK_BACK_MILLIS = 120_000;
  private static final long NEAR_MILLIS = 10_000;

  /** "Lost task 0.3 in stage 1.0 (TID 7) (10.0.0.1 executor 3): …". */
  private static final Pattern LOST_TASK =
      Pattern.compile(
          "Lost task [\\d.]+ in stage (\\d+)\\.\\d+ \\(TID \\d+\\) \\((?:\\S+ )?executor ([^)]+)\\): ");

  private static final Pattern LOST_EXECUTOR =
      Pattern.compile("ExecutorLostFailure \\(executor (\\S+) exited");
  private static final Pattern REPEATED =
      Pattern.compile(
          "(?:ShuffleMapStage|ResultStage) (\\d+) .{0,300}?has failed the maximum allow");

  private final Evidence evidence;
  private final LostExecutors lost;
  private final KilledProcesses killed;
  private final TaskFailures failures;
  private final Set<Text> texts = new LinkedHashSet<>();
  private final Map<String, Reason> reasons;

  FailedJobs(Evidence evidence, LostExecutors lost, KilledProcesses killed, TaskFailures failures) {
    this.evidence = evidence;
    this.lost = lost;
    this.killed = killed;
    this.failures = failures;
    this.reasons = new Bounded<>(MOST, evidence.drafts()::drop);
  }

  void failed(JobFailed job) {
    if (!cancelled(job)) {
      add(job.message(), job.timeMillis(), job.jobId(), true);
    }
  }

  void ended(StageEnded stage) {
    if (!stage.failureReason().isEmpty()) {
      add(stage.failureReason(), stage.timeMillis(), -1, false);
    }
  }

  /** Has reasons told anew that more jobs have failed for since. */
  void outdated() {
    for (Reason reason : reasons.values()) {
      if (reason.count != reason.countTold) {
        evidence.drafts().await(reason, reason.firstMillis, 0);
      }
    }
  }

  int size() {
    return texts.size() + reasons.size();
  }

  /**
   * A user, or a failed query's other job, took it back. A stopped context is a reason only where
   * executors were lost before: it may have been stopped for that.
   */
  private boolean cancelled(JobFailed job) {
    String message = job.message();
    return message.startsWith("Job ")
        && message.contains(" cancelled")
        && !(message.contains("SparkContext was shut down")
            && !lost.latestWithin(job.timeMillis(), LOOK_BACK_MILLIS).isEmpty());
  }

  private void add(String message, long timeMillis, int jobId, boolean job) {
    // The texts of one stage's or job's end differ by little; many jobs may fail for one reason.
    boolean speaks = LOST_TASK.matcher(message).find() || REPEATED.matcher(message).find();
    if (!job && !speaks) {
      return; // The job that the stage belongs to will tell.
    }
    Text text = new Text(message, timeMillis, jobId, job);
    texts.add(text);
    evidence.drafts().await(text, timeMillis, speaks ? SETTLE_MILLIS : Drafts.SETTLE_MILLIS);
    if (texts.size() > MOST) {
      // Too many to wait for: judged by what is known by now.
      Text eldest = texts.iterator().next();
      evidence.drafts().drop(eldest);
      eldest.settle();
    }
  }

  /** Whether the text belongs to something else, which has it now. */
  private boolean belongs(String message, long timeMillis) {
    Matcher task = LOST_TASK.matcher(message);
    if (task.find()) {
      int stage = stage(task.group(1));
      String executor = task.group(2);
      String words = message.substring(task.end());
      Matcher loss = LOST_EXECUTOR.matcher(words);
      if (loss.lookingAt()) {
        return lost.message(loss.group(1), message, timeMillis);
      }
      if (killed.message(executor, message, timeMillis)) {
        return true;
      }
      FailureGroup group = failures.speaking(stage, words);
      if (group != null) {
        failures.message(group, message, timeMillis);
        return true;
      }
      return lost.near(executor, timeMillis) && lost.message(executor, message, timeMillis);
    }
    Matcher repeated = REPEATED.matcher(message);
    if (repeated.find()) {
      FailureGroup fetches = failures.fetches(stage(repeated.group(1)));
      if (fetches != null) {
        failures.message(fetches, message, timeMillis);
        String executor = fetches.consequenceOf();
        if (!executor.isEmpty()) {
          lost.message(executor, message, timeMillis);
        }
        return true;
      }
    }
    return false;
  }

  private static int stage(String digits) {
    return digits.length() > 9 ? -1 : Integer.parseInt(digits);
  }

  /** A text of which it is not known yet what it belongs to. */
  private final class Text extends Draft {
    private final String message;
    private final long timeMillis;
    private final int jobId;
    private final boolean job;

    Text(String message, long timeMillis, int jobId, boolean job) {
      this.message = Samples.cut(message, Messages.MOST_CHARS);
      this.timeMillis = timeMillis;
      this.jobId = jobId;
      this.job = job;
    }

    @Override
    Optional<Incident> settle() {
      texts.remove(this);
      if (!belongs(message, timeMillis) && job) {
        Reason reason =
            reasons.computeIfAbsent(
                LossWords.pattern(message), words -> new Reason(jobId, timeMillis));
        if (reason.failed(message, timeMillis)) {
          evidence.drafts().await(reason, timeMillis, 0);
        }
      }
      return Optional.empty();
    }
  }

  /** A reason of jobs' own. */
  private final class Reason extends Draft {
    private final int firstJob;
    private final long firstMillis;
    private final Messages messages = new Messages();
    private int count;
    private int countTold;

    Reason(int firstJob, long firstMillis) {
      this.firstJob = firstJob;
      this.firstMillis = firstMillis;
    }

    /** Whether it is worth telling: the first time, and each time that they have doubled. */
    boolean failed(String message, long timeMillis) {
      messages.add(message, timeMillis);
      count++;
      return count >= 2L * countTold;
    }

    @Override
    Optional<Incident> settle() {
      countTold = count;
      Trace driver = evidence.traces().driver();
      return Optional.of(
          new Incident(
              // Not all that fails has a job: a broadcast fails before there is one.
              firstJob >= 0 ? "job-" + firstJob : "query-" + firstMillis,
              Incident.Kind.JOB_FAILED,
              "",
              driver.host(),
              firstMillis,
              List.of(),
              List.of(),
              count,
              messages.texts(),
              List.of(),
              driver.reports(),
              evidence
                  .kills()
                  .on(
                      driver.host(),
                      firstMillis - NEAR_MILLIS,
                      firstMillis + NEAR_MILLIS,
                      kill -> true),
              List.of(),
              driver.lines(firstMillis - LOOK_BACK_MILLIS, firstMillis + NEAR_MILLIS),
              1,
              "",
              evidence.application()));
    }
  }
}
