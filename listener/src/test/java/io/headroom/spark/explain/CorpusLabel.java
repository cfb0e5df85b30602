/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.List;
import java.util.Set;

/**
 * What a case of the corpus says of itself; {@code corpus/README.md} tells what each field means.
 *
 * @param incident null where the worst incident is meant
 */
record CorpusLabel(
    String cause,
    Set<Confidence> confidence,
    List<String> notCertain,
    List<String> alsoTrue,
    List<String> alike,
    Which incident,
    String why) {
  CorpusLabel {
    notCertain = notCertain == null ? List.of() : List.copyOf(notCertain);
    alsoTrue = alsoTrue == null ? List.of() : List.copyOf(alsoTrue);
    alike = alike == null ? List.of() : List.copyOf(alike);
  }

  /**
   * Which incident of the case is labelled.
   *
   * @param executorId null where any executor's will do
   */
  record Which(Incident.Kind kind, String executorId) {
    boolean is(Incident incident) {
      return incident.kind() == kind
          && (executorId == null || executorId.equals(incident.executorId()));
    }
  }
}
