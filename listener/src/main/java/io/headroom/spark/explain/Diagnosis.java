/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.List;

/**
 * What an incident is put down to.
 *
 * @param incident what happened
 * @param findings best first; never empty, since {@link Causes} ends with one that says that it is
 *     not known
 */
public record Diagnosis(Incident incident, List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** The best one. */
  public Finding top() {
    return findings.get(0);
  }
}
