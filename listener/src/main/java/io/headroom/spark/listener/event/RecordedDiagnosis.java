/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.List;

/**
 * A diagnosis as it was told while the application ran.
 *
 * @param incidentId as in {@link Incident#id}; a later one of the same id knows more
 * @param kind name of an {@link Incident.Kind}; may be one of a later version
 * @param consequenceOf executor whose loss led to this; empty where there is none
 * @param findings best first; never empty
 */
public record RecordedDiagnosis(
    String incidentId,
    String kind,
    String executorId,
    String host,
    long timeMillis,
    int failureCount,
    int lostTogether,
    String consequenceOf,
    List<Finding> findings) {
  public RecordedDiagnosis {
    findings = List.copyOf(findings);
  }

  /** What of a diagnosis is recorded. */
  public static RecordedDiagnosis of(Diagnosis diagnosis) {
    Incident incident = diagnosis.incident();
    return new RecordedDiagnosis(
        incident.id(),
        incident.kind().name(),
        incident.executorId(),
        incident.host(),
        incident.timeMillis(),
        incident.failureCount(),
        incident.lostTogether(),
        incident.consequenceOf(),
        diagnosis.findings());
  }

  /** The best one. */
  public Finding top() {
    return findings.get(0);
  }
}
