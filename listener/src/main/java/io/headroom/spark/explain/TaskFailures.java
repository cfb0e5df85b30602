/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Failed tasks, held until it is known whether their executor lives on, and then counted by stage,
 * exception and words.
 *
 * <p>Holds {@link #MOST_HELD} failures with {@link #MOST_CHARS} of text that wait, and {@link
 * #MOST_GROUPS} groups; of one stage and exception at most {@link #MOST_VARIANTS}, as some
 * exceptions hold data and none reads like the other.
 */
final class TaskFailures {
  static final int MOST_HELD = 4096;
  static final long MOST_CHARS = 8L << 20;
  static final int MOST_GROUPS = 200;
  static final int MOST_VARIANTS = 5;

  /** An error of the JVM takes the executor along, which may take its time to be told. */
  private static final long FATAL_SETTLE_MILLIS = 10_000;

  /** Under which those are put together that are too many to tell apart. */
  private static final String OTHERS = "others";

  private final Evidence evidence;
  private final LostExecutors lost;
  private final KilledProcesses killed;
  private final Set<Held> held = new LinkedHashSet<>();
  private final Map<String, FailureGroup> groups;
  private final Map<String, Integer> variants = new HashMap<>();
  private long heldChars;

  TaskFailures(Evidence evidence, LostExecutors lost, KilledProcesses killed) {
    this.evidence = evidence;
    this.lost = lost;
    this.killed = killed;
    this.groups =
        new Bounded<>(
            MOST_GROUPS,
            group -> {
              evidence.drafts().drop(group);
              variants.merge(kind(group.stageId(), group.className()), -1, Integer::sum);
              variants.values().removeIf(count -> count <= 0);
            });
  }

  void failed(TaskEnded task) {
    Held draft = new Held(task);
    held.add(draft);
    heldChars += draft.chars();
    evidence.drafts().await(draft, task.timeMillis(), settleMillis(task));
    while (held.size() > MOST_HELD || heldChars > MOST_CHARS) {
      // Too many to wait for: judged by what is known by now.
      Held eldest = held.iterator().next();
      evidence.drafts().drop(eldest);
      eldest.settle();
    }
  }

  /** An executor is lost: fetches that failed from it are its consequence. */
  void lost(String executorId, long timeMillis) {
    for (FailureGroup group : groups.values()) {
      if (group.fetch()
          && (group.fetchedFrom().isEmpty() || group.fetchedFrom().equals(executorId))
          && !group.consequenceOf().isEmpty()) {
        evidence.drafts().await(group, timeMillis, Drafts.SETTLE_MILLIS);
      }
    }
  }

  /**
   * The group that a job's or stage's text speaks of: of that stage, by exception and words; null
   * where there is none.
   */
  FailureGroup speaking(int stageId, String text) {
    String pattern = LossWords.pattern(text);
    FailureGroup found = null;
    for (FailureGroup group : groups.values()) {
      if (group.stageId() == stageId && !group.fetch() && text.contains(group.className())) {
        if (found == null || pattern.contains(group.pattern())) {
          found = group;
        }
      }
    }
    return found;
  }

  /** The failed fetches of a stage that came last; null where there are none. */
  FailureGroup fetches(int stageId) {
    FailureGroup last = null;
    for (FailureGroup group : groups.values()) {
      if (group.stageId() == stageId
          && group.fetch()
          && (last == null || group.lastMillis() >= last.lastMillis())) {
        last = group;
      }
    }
    return last;
  }

  void message(FailureGroup group, String text, long timeMillis) {
    if (group.message(text, timeMillis)) {
      evidence.drafts().await(group, timeMillis, Drafts.SETTLE_MILLIS);
    }
  }

  /** Has groups told anew that have grown since. */
  void outdated() {
    for (FailureGroup group : groups.values()) {
      if (group.outdated()) {
        evidence.drafts().await(group, group.lastMillis(), 0);
      }
    }
  }

  int size() {
    return held.size() + groups.size();
  }

  private static long settleMillis(TaskEnded task) {
    if (RecentFailures.jvmError(task) || task.stackTrace().contains("java.lang.OutOfMemoryError")) {
      return FATAL_SETTLE_MILLIS;
    }
    // The executor's count of kills comes with its next report.
    return LossWords.pythonWorkerGone(task) ? Drafts.LONG_SETTLE_MILLIS : Drafts.SETTLE_MILLIS;
  }

  private FailureGroup group(TaskEnded task) {
    String kind = kind(task.stageId(), task.className());
    boolean fetch = task.outcome() == Outcome.FETCH_FAILED;
    String words =
        fetch
            ? "from " + task.fetchedFrom()
            : LossWords.pattern(LossWords.telling(task.description()));
    if (!fetch
        && !groups.containsKey(kind + words)
        && variants.getOrDefault(kind, 0) >= MOST_VARIANTS) {
      words = OTHERS;
    }
    FailureGroup known = groups.get(kind + words);
    if (known != null) {
      return known;
    }
    String id =
        "tasks-"
            + task.stageId()
            + '-'
            + Integer.toHexString((task.className() + words).hashCode());
    FailureGroup group = new FailureGroup(evidence, lost, id, task);
    variants.merge(kind, 1, Integer::sum);
    groups.put(kind + words, group);
    return group;
  }

  private static String kind(int stageId, String className) {
    return stageId + " " + className + ' ';
  }

  /** A failure of which it is not known yet whether its executor lives on. */
  private final class Held extends Draft {
    private final TaskEnded task;

    Held(TaskEnded task) {
      this.task = task;
    }

    int chars() {
      return task.description().length() + task.stackTrace().length();
    }

    @Override
    Optional<Incident> settle() {
      held.remove(this);
      heldChars -= chars();
      // A failed fetch is a matter of the executor it fetched from.
      boolean ends =
          task.outcome() == Outcome.EXCEPTION
              && (lost.near(task.executorId(), task.timeMillis()) || killed.claims(task));
      if (!ends) {
        FailureGroup group = group(task);
        if (group.failed(task)) {
          evidence.drafts().await(group, task.timeMillis(), 0);
        }
      }
      return Optional.empty();
    }
  }
}
