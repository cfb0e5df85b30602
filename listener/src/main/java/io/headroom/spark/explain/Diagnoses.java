/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best diagnosis so far of each incident, and whether a new one is worth telling. A diagnosis
 * gives way only to a surer one, or to an equally sure one whose cause stands earlier in the list,
 * which goes from the specific to the general: so a specific cause is never overwritten by a
 * generic one that comes later. One case more: with more facts the cause that was told may no
 * longer be found, as when a mask falls; then a more specific one replaces it even if it is less
 * sure.
 *
 * <p>Bounded: of {@link #MOST_RANKED} incidents it is known what was told of them; of the last
 * {@link #MOST_KEPT} that matter and the last {@link #MOST_HARMLESS} that do not, all. Confined to
 * one thread.
 */
public final class Diagnoses {
  static final int MOST_RANKED = 24_000;
  static final int MOST_KEPT = 500;
  static final int MOST_HARMLESS = 200;

  private record Rank(String causeId, int place, Confidence confidence, Severity severity) {}

  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Rank> ranks = new Bounded<>(MOST_RANKED);
  private final Map<String, Diagnosis> kept = new Bounded<>(MOST_KEPT);
  private final Map<String, Diagnosis> harmless = new Bounded<>(MOST_HARMLESS);
  private final Map<String, Integer> lost = new HashMap<>();

  /** With the order of all causes there are. */
  public Diagnoses() {
    this(Causes.ALL);
  }

  /** With the given causes, the specific ones before the general ones. */
  public Diagnoses(List<Cause> causes) {
    for (Cause cause : causes) {
      places.putIfAbsent(cause.id(), places.size());
    }
  }

  /**
   * Takes a diagnosis, of a new incident or anew of one that was told.
   *
   * @return the diagnosis if it is worth telling: the first of its incident, or one with a better
   *     cause or surer of it. That the same cause turned out to be worse is kept and not told: it
   *     would be the same sentence again. {@link Severity#INFO} is for pages rather than for logs
   */
  public Optional<Diagnosis> take(Diagnosis diagnosis) {
    if (diagnosis.findings().isEmpty()) {
      return Optional.empty();
    }
    String id = diagnosis.incident().id();
    Rank now = rank(diagnosis.top());
    Rank before = ranks.get(id);
    boolean same = before != null && before.causeId().equals(now.causeId());
    boolean better =
        before == null
            || better(now, before)
            || (earlier(now, before) && withdrawn(diagnosis, before));
    // The same again holds more facts, though nothing that needs to be told.
    boolean more =
        same
            && now.confidence() == before.confidence()
            && now.severity().compareTo(before.severity()) >= 0;
    if (better || more) {
      keep(id, diagnosis, now, before);
    }
    return better ? Optional.of(diagnosis) : Optional.empty();
  }

  /** The best diagnosis of an incident, if it is among those kept. */
  public Optional<Diagnosis> best(String incidentId) {
    Diagnosis found = kept.get(incidentId);
    return Optional.ofNullable(found != null ? found : harmless.get(incidentId));
  }

  /** The best diagnoses of the last incidents, in the order in which they were first told of. */
  public List<Diagnosis> all() {
    List<Diagnosis> all = new ArrayList<>(kept.values());
    all.addAll(harmless.values());
    all.sort((a, b) -> Long.compare(a.incident().timeMillis(), b.incident().timeMillis()));
    return all;
  }

  /** How many executors were lost by a cause so far. */
  public int lostBy(String causeId) {
    return lost.getOrDefault(causeId, 0);
  }

  private Rank rank(Finding top) {
    return new Rank(
        top.causeId(),
        places.getOrDefault(top.causeId(), Integer.MAX_VALUE),
        top.confidence(),
        top.severity());
  }

  private static boolean better(Rank now, Rank before) {
    int surer = now.confidence().compareTo(before.confidence());
    return surer > 0 || (surer == 0 && earlier(now, before));
  }

  private static boolean earlier(Rank now, Rank before) {
    return now.place() < before.place();
  }

  /** Whether the cause that was told no longer holds as surely, now that more is known. */
  private static boolean withdrawn(Diagnosis diagnosis, Rank before) {
    return diagnosis.findings().stream()
        .noneMatch(
            finding ->
                finding.causeId().equals(before.causeId())
                    && finding.confidence().compareTo(before.confidence()) >= 0);
  }

  private void keep(String id, Diagnosis diagnosis, Rank now, Rank before) {
    ranks.put(id, now);
    boolean matters = now.severity() != Severity.INFO;
    (matters ? harmless : kept).remove(id);
    (matters ? kept : harmless).put(id, diagnosis);
    if (diagnosis.incident().kind() == Incident.Kind.EXECUTOR_LOST) {
      if (before != null) {
        lost.merge(before.causeId(), -1, Integer::sum);
      }
      lost.merge(now.causeId(), 1, Integer::sum);
    }
  }
}
