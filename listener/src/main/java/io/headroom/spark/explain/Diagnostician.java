/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an incident before every cause and ranks what they find: the surer first, and among equally
 * sure ones the one that stands first in the list, which goes from the specific to the general. So
 * a specific cause is never overwritten by a generic one.
 */
public final class Diagnostician {
  private static final Logger LOG = LoggerFactory.getLogger(Diagnostician.class);

  private final List<Cause> causes;
  private final AtomicBoolean told = new AtomicBoolean();

  /** With all causes there are. */
  public Diagnostician() {
    this(Causes.ALL);
  }

  /** With the given causes, the specific ones before the general ones. */
  public Diagnostician(List<Cause> causes) {
    this.causes = List.copyOf(causes);
  }

  /** Never throws: a cause that fails is passed over. */
  public Diagnosis diagnose(Incident incident) {
    List<Finding> findings = new ArrayList<>();
    for (Cause cause : causes) {
      try {
        cause.explain(incident).ifPresent(findings::add);
      } catch (RuntimeException e) {
        // One cause that stumbles over odd input must not hide what the others know.
        if (told.compareAndSet(false, true)) {
          LOG.warn("Headroom: cause {} could not judge {}", cause.id(), incident.id(), e);
        }
      }
    }
    findings.sort(Comparator.comparing(Finding::confidence).reversed());
    return new Diagnosis(incident, findings);
  }
}
