/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One executor's end, told once or more often, in whatever order its facts come. */
final class Loss extends Draft {
  /** How far before its last sign of life and after its end a failure belongs to it. */
  static final long NEAR_MILLIS = 60_000;

  /** The same for a kernel's kill of a process that is not known to be this executor's. */
  private static final long KILL_BEFORE_MILLIS = 30_000;

  private static final long KILL_AFTER_MILLIS = 10_000;

  /** A last report older than this tells nothing of when it fell silent. */
  private static final long LONGEST_SILENCE_MILLIS = 600_000;

  private static final int MOST_REMOVALS = 8;
  private static final int MOST_LOST_TASKS = 3;

  /** YARN appends a dump of the process tree. */
  private static final int MOST_REASON_CHARS = 16 * 1024;

  /** Of the same words again. */
  private static final int MOST_TASK_CHARS = 4 * 1024;

  private static final Pattern YARN_CONTAINER = Pattern.compile("container_[e0-9_]+[0-9]");

  private final Evidence evidence;
  private final LostExecutors others;
  private final Trace trace;
  private final Kept<ExecutorRemoved> removals =
      Kept.first(
          Comparator.comparingLong(ExecutorRemoved::timeMillis)
              .thenComparing(ExecutorRemoved::reason));
  private final Kept<TaskEnded> lostTasks = Kept.first(RecentFailures.BY_TIME);
  private final Messages messages = new Messages();

  /** When each reason, its numbers replaced, was first told. */
  private final Map<String, Long> words = new HashMap<>(2);

  private int lostTaskCount;

  Loss(Evidence evidence, LostExecutors others, Trace trace) {
    this.evidence = evidence;
    this.others = others;
    this.trace = trace;
  }

  String executorId() {
    return trace.executorId();
  }

  String host() {
    return evidence.host(executorId());
  }

  /** Whether it tells something new. */
  boolean removed(ExecutorRemoved removed) {
    return removals.add(
        new ExecutorRemoved(
            removed.executorId(),
            Samples.cut(removed.reason(), MOST_REASON_CHARS),
            removed.timeMillis()),
        MOST_REMOVALS);
  }

  /** Whether it is among the examples; counted in any case. */
  boolean taskLost(TaskEnded task) {
    lostTaskCount++;
    trace.foundAt(task.host());
    return lostTasks.add(Samples.cutDescription(task, MOST_TASK_CHARS), MOST_LOST_TASKS);
  }

  boolean message(String text, long timeMillis) {
    return messages.add(text, timeMillis);
  }

  Map<String, Long> words() {
    return words;
  }

  /** When its end was first told. */
  long timeMillis() {
    long removed = removals.isEmpty() ? Long.MAX_VALUE : removals.items().get(0).timeMillis();
    long lost = lostTasks.isEmpty() ? Long.MAX_VALUE : lostTasks.items().get(0).timeMillis();
    return Math.min(removed, lost);
  }

  /** Its last sign of life: minutes before its end where it fell silent first. */
  long lastSignMillis() {
    long time = timeMillis();
    long last = time;
    for (ExecutorRemoved removed : removals.items()) {
      last = Math.min(last, time - LossWords.silentMillis(removed.reason()));
    }
    long reported = trace.newestMillis();
    return reported < time && reported > time - LONGEST_SILENCE_MILLIS
        ? Math.min(last, reported)
        : last;
  }

  /** Whether a failure of one of its tasks at that time belongs to its end. */
  boolean near(long millis) {
    return millis >= lastSignMillis() - NEAR_MILLIS && millis <= timeMillis() + NEAR_MILLIS;
  }

  /** Whether all that Spark said so far is generic, so that a better reason may come. */
  boolean unexplained() {
    return removals.items().stream().allMatch(removed -> LossWords.generic(removed.reason()));
  }

  @Override
  Optional<Incident> settle() {
    List<TaskEnded> exceptions =
        evidence
            .failures()
            .of(executorId(), lastSignMillis() - NEAR_MILLIS, timeMillis() + NEAR_MILLIS);
    List<KernelKill> kills = kernelKills();
    boolean harmless = lostTaskCount == 0 && exceptions.isEmpty() && kills.isEmpty();
    // What is taken down with the application is not lost.
    if (others.tell(this) && !(harmless && others.afterEnd(timeMillis()))) {
      return Optional.of(incident(exceptions, kills));
    }
    return Optional.empty();
  }

  private Incident incident(List<TaskEnded> exceptions, List<KernelKill> kills) {
    List<TaskEnded> failures = new ArrayList<>(lostTasks.items());
    exceptions.stream().limit(Incident.MOST_FAILURES - failures.size()).forEach(failures::add);
    long from = lastSignMillis() - NEAR_MILLIS;
    long to = timeMillis() + NEAR_MILLIS;
    return new Incident(
        "lost-" + executorId(),
        Incident.Kind.EXECUTOR_LOST,
        executorId(),
        host(),
        timeMillis(),
        removals.items(),
        Samples.of(failures),
        lostTaskCount + exceptions.size(),
        messages.texts(),
        trace.reports(),
        evidence.traces().driver().reports(from - Trace.WINDOW_MILLIS, to),
        kills,
        trace.looks().stream()
            .filter(look -> look.timeMillis() >= from && look.timeMillis() <= to)
            .toList(),
        trace.lines(from, to),
        others.together(this),
        "",
        evidence.application());
  }

  /** Those of its own process first. */
  private List<KernelKill> kernelKills() {
    long last = lastSignMillis();
    long end = timeMillis();
    List<KernelKill> kills =
        new ArrayList<>(
            evidence
                .kills()
                .on(host(), last - NEAR_MILLIS, end + NEAR_MILLIS, kill -> own(kill) == Own.YES));
    kills.addAll(
        evidence
            .kills()
            .on(
                host(),
                last - KILL_BEFORE_MILLIS,
                end + KILL_AFTER_MILLIS,
                kill -> own(kill) == Own.MAYBE));
    return kills;
  }

  private enum Own {
    YES,
    NO,
    MAYBE
  }

  /** By the pid that the executor reported, or by YARN's container id in the cgroup's path. */
  private Own own(KernelKill kill) {
    String executor = evidence.processes().executor(kill.host(), kill.pid());
    if (executor != null) {
      return executor.equals(executorId()) ? Own.YES : Own.NO;
    }
    String killed = container(kill.cgroup() + ' ' + kill.taskCgroup());
    if (!killed.isEmpty()) {
      for (ExecutorRemoved removed : removals.items()) {
        String lost = container(removed.reason());
        if (!lost.isEmpty()) {
          return lost.equals(killed) ? Own.YES : Own.NO;
        }
      }
    }
    return Own.MAYBE;
  }

  private static String container(String text) {
    Matcher matcher = YARN_CONTAINER.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }
}
