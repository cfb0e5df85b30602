/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells a case as the driver would hear it, second by second, and keeps what is found. */
final class CorpusRun {
  private static final long SECOND = 1000;
  private static final long SILENT_AFTER_MILLIS = 30 * SECOND;

  private final Explainer explainer;
  private final Map<String, Diagnosis> told = new LinkedHashMap<>();
  private long nowMillis;

  private CorpusRun(CorpusCase one) {
    // An event log has no reports to miss.
    explainer = new Explainer(one.json().has("eventLog") ? 0 : SILENT_AFTER_MILLIS);
    List<CorpusFact> facts = one.facts();
    nowMillis = facts.get(0).timeMillis();
    for (CorpusFact fact : facts) {
      goTo(fact.timeMillis());
      fact.tell(explainer);
    }
    goTo(one.untilMillis());
    keep(explainer.finish());
  }

  /** All that is wrong with what was found; empty where the case is right. */
  static List<String> complaints(CorpusCase one) {
    return CorpusVerdict.complaints(one.label(), diagnoses(one));
  }

  /** The last word on each incident, in the order in which they were first told of. */
  static List<Diagnosis> diagnoses(CorpusCase one) {
    return new ArrayList<>(new CorpusRun(one).told.values());
  }

  private void goTo(long timeMillis) {
    while (nowMillis < timeMillis) {
      nowMillis = Math.min(timeMillis, nowMillis + SECOND);
      keep(explainer.due(nowMillis));
    }
  }

  private void keep(List<Diagnosis> diagnoses) {
    diagnoses.forEach(diagnosis -> told.put(diagnosis.incident().id(), diagnosis));
  }
}
