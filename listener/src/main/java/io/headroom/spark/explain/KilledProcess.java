/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.TaskEnded;
import java.util.List;
import java.util.Optional;

/** Kills of processes beside one executor's JVM that came shortly after each other. */
final class KilledProcess extends Draft {
  /** Between a kill and what follows from it or tells of it. */
  static final long NEAR_MILLIS = 10_000;

  /** Reports are up to two seconds apart; kernel logs are read with some delay. */
  private static final long LOOK_BACK_MILLIS = 30_000;

  private final Evidence evidence;
  private final LostExecutors lost;
  private final String executorId;
  private final String host;
  private final int number;
  private final Kept<TaskEnded> failures = Kept.first(RecentFailures.BY_TIME);
  private final Messages messages = new Messages();
  private long firstMillis;
  private long lastMillis;
  private long kills;
  private int failureCount;

  KilledProcess(
      Evidence evidence,
      LostExecutors lost,
      String executorId,
      String host,
      int number,
      long timeMillis) {
    this.evidence = evidence;
    this.lost = lost;
    this.executorId = executorId;
    this.host = host;
    this.number = number;
    this.firstMillis = timeMillis;
    this.lastMillis = timeMillis;
  }

  /** How many such episodes this executor has had, this one included. */
  int number() {
    return number;
  }

  boolean near(long timeMillis) {
    return near(timeMillis, NEAR_MILLIS);
  }

  boolean near(long timeMillis, long withinMillis) {
    return timeMillis >= firstMillis - withinMillis && timeMillis <= lastMillis + withinMillis;
  }

  void killed(long timeMillis, long more) {
    firstMillis = Math.min(firstMillis, timeMillis);
    lastMillis = Math.max(lastMillis, timeMillis);
    kills += more;
  }

  void failed(TaskEnded task) {
    failureCount++;
    failures.add(failures.isEmpty() ? task : Samples.withoutTrace(task), Incident.MOST_FAILURES);
  }

  boolean message(String text, long timeMillis) {
    return messages.add(text, timeMillis);
  }

  @Override
  Optional<Incident> settle() {
    if (!executorId.isEmpty() && lost.near(executorId, firstMillis)) {
      return Optional.empty(); // It did not live on: its loss has the same evidence.
    }
    List<KernelKill> seen =
        evidence
            .kills()
            .on(host, firstMillis - LOOK_BACK_MILLIS, lastMillis + NEAR_MILLIS, this::notExecutors);
    boolean ownVictim = !failures.isEmpty() || !seen.isEmpty();
    int lostThere = lost.lostOn(host, firstMillis - NEAR_MILLIS, lastMillis + NEAR_MILLIS);
    if (!ownVictim && kills <= lostThere) {
      // Executors that share a container all count the kill of the one that was lost.
      return Optional.empty();
    }
    Trace trace = evidence.traces().of(executorId.isEmpty() ? "driver" : executorId);
    boolean known = !executorId.isEmpty();
    return Optional.of(
        new Incident(
            "killed-" + (known ? executorId : host) + '-' + number,
            Incident.Kind.PROCESS_KILLED,
            executorId,
            host,
            firstMillis,
            List.of(),
            failures.items(),
            failureCount,
            messages.texts(),
            known ? trace.reports() : List.of(),
            evidence.traces().driver().reports(),
            seen,
            known ? trace.looks() : List.of(),
            known
                ? trace.lines(firstMillis - LOOK_BACK_MILLIS, lastMillis + NEAR_MILLIS)
                : List.of(),
            1,
            "",
            evidence.application()));
  }

  private boolean notExecutors(KernelKill kill) {
    return !kill.command().equals("java")
        && evidence.processes().executor(kill.host(), kill.pid()) == null;
  }
}
