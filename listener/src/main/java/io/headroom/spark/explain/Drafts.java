/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Drafts that wait for their facts, soonest due first. Holds what its owners hold, who drop what
 * they forget; so it needs no bound of its own.
 *
 * <p>Knows the time only from {@link #due}. A fact of another host's clock is put no further ahead
 * of it than {@link #MOST_SKEW_MILLIS}, or an incident of a host whose clock is wrong would wait
 * for hours.
 */
final class Drafts {
  /** For most facts: what belongs together is told within a second or so. */
  static final long SETTLE_MILLIS = 2000;

  /** Where a better reason may follow: the cluster manager asks, or a slower fact is on its way. */
  static final long LONG_SETTLE_MILLIS = 5000;

  private static final long MOST_SKEW_MILLIS = 60_000;

  private final TreeSet<Draft> waiting =
      new TreeSet<>(
          Comparator.<Draft>comparingLong(draft -> draft.dueMillis)
              .thenComparingLong(draft -> draft.ticket));
  private long tickets;
  private long nowMillis = Long.MIN_VALUE;

  /** Has a draft looked at some time after the fact; one that waits already waits no longer. */
  void await(Draft draft, long factMillis, long settleMillis) {
    if (draft.ticket == 0) {
      draft.ticket = ++tickets;
      draft.dueMillis = base(factMillis) + settleMillis;
      waiting.add(draft);
    }
  }

  void drop(Draft draft) {
    if (draft.ticket != 0) {
      waiting.remove(draft);
      draft.ticket = 0;
    }
  }

  boolean waits(Draft draft) {
    return draft.ticket != 0;
  }

  /** The incidents of all drafts that are due, each once in its latest form. */
  List<Incident> due(long now) {
    nowMillis = Math.max(nowMillis, now);
    Map<String, Incident> settled = new LinkedHashMap<>();
    while (!waiting.isEmpty() && waiting.first().dueMillis <= now) {
      settleFirst(settled);
    }
    return List.copyOf(settled.values());
  }

  /** The same of all that still wait, and of what they bring up. */
  List<Incident> all() {
    Map<String, Incident> settled = new LinkedHashMap<>();
    while (!waiting.isEmpty()) {
      settleFirst(settled);
    }
    return List.copyOf(settled.values());
  }

  int size() {
    return waiting.size();
  }

  private void settleFirst(Map<String, Incident> settled) {
    Draft draft = waiting.pollFirst();
    draft.ticket = 0;
    draft
        .settle()
        .ifPresent(
            incident -> {
              settled.remove(incident.id());
              settled.put(incident.id(), incident);
            });
  }

  private long base(long factMillis) {
    return nowMillis == Long.MIN_VALUE
        ? factMillis
        : Math.max(nowMillis, Math.min(factMillis, nowMillis + MOST_SKEW_MILLIS));
  }
}
