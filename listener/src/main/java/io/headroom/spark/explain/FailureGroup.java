/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.List;
import java.util.Optional;

/** Equal failures of one stage's tasks on executors that lived on. */
final class FailureGroup extends Draft {
  /** Examples with a stack trace; the others say the same. */
  private static final int MOST_TRACES = 2;

  private static final long LOOK_BACK_MILLIS = 30_000;

  private final Evidence evidence;
  private final LostExecutors lost;
  private final String id;
  private final TaskEnded first;
  private final Kept<TaskEnded> failures = Kept.first(RecentFailures.BY_TIME);
  private final Messages messages = new Messages();
  private int count;
  private int countTold;
  private long lastMillis;

  FailureGroup(Evidence evidence, LostExecutors lost, String id, TaskEnded first) {
    this.evidence = evidence;
    this.lost = lost;
    this.id = id;
    this.first = first;
  }

  int stageId() {
    return first.stageId();
  }

  String className() {
    return first.className();
  }

  String pattern() {
    return LossWords.pattern(LossWords.telling(first.description()));
  }

  boolean fetch() {
    return first.outcome() == Outcome.FETCH_FAILED;
  }

  String fetchedFrom() {
    return first.fetchedFrom() == null ? "" : first.fetchedFrom();
  }

  long lastMillis() {
    return lastMillis;
  }

  /** Whether it is worth telling: the first time, and each time that they have doubled. */
  boolean failed(TaskEnded task) {
    count++;
    lastMillis = Math.max(lastMillis, task.timeMillis());
    failures.add(count <= MOST_TRACES ? task : Samples.withoutTrace(task), Incident.MOST_FAILURES);
    return count >= 2L * countTold;
  }

  boolean message(String text, long timeMillis) {
    return messages.add(text, timeMillis);
  }

  boolean outdated() {
    return count != countTold;
  }

  /** The executor whose end led to this; empty where none is known. */
  String consequenceOf() {
    if (!fetch()) {
      return "";
    }
    long within = SparkUnits.millis(timeout(), 1000).orElse(120_000);
    if (fetchedFrom().isEmpty()) {
      // The map output is gone from the driver's books: only a lost executor takes it along.
      return lost.latestWithin(first.timeMillis(), within);
    }
    return lost.lostWithin(fetchedFrom(), first.timeMillis(), within)
            || lost.lostWithin(fetchedFrom(), lastMillis, within)
        ? fetchedFrom()
        : "";
  }

  private String timeout() {
    return evidence.application().conf("spark.network.timeout").orElse("120s");
  }

  @Override
  Optional<Incident> settle() {
    countTold = count;
    Trace trace = evidence.traces().of(first.executorId());
    return Optional.of(
        new Incident(
            id,
            Incident.Kind.TASKS_FAILED,
            first.executorId(),
            first.host(),
            first.timeMillis(),
            List.of(),
            failures.items(),
            count,
            messages.texts(),
            trace.reports(),
            evidence.traces().driver().reports(),
            evidence
                .kills()
                .on(
                    first.host(),
                    first.timeMillis() - LOOK_BACK_MILLIS,
                    lastMillis + LOOK_BACK_MILLIS,
                    kill -> true),
            List.of(),
            trace.lines(first.timeMillis() - LOOK_BACK_MILLIS, lastMillis + LOOK_BACK_MILLIS),
            1,
            consequenceOf(),
            evidence.application()));
  }
}
