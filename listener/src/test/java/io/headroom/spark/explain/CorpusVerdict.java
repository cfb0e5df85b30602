/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what was found with the label of a case. */
final class CorpusVerdict {
  private CorpusVerdict() {}

  /** All that is wrong, one line each; empty where the case is right. */
  static List<String> complaints(CorpusLabel label, List<Diagnosis> told) {
    List<String> complaints = new ArrayList<>();
    Optional<Diagnosis> meant = meant(label, told);
    if (meant.isEmpty()) {
      complaints.add("no such incident as " + label.incident() + " among " + names(told));
    } else {
      top(label, meant.get().top(), complaints);
    }
    certain(label, told, complaints);
    return complaints;
  }

  private static Optional<Diagnosis> meant(CorpusLabel label, List<Diagnosis> told) {
    if (label.incident() != null) {
      return told.stream().filter(d -> label.incident().is(d.incident())).findFirst();
    }
    // A stable sort: among equally severe ones the first that was told.
    return told.stream()
        .filter(d -> d.incident().kind() != Incident.Kind.EXECUTOR_SILENT)
        .sorted(Comparator.comparing((Diagnosis d) -> d.top().severity()).reversed())
        .findFirst();
  }

  private static void top(CorpusLabel label, Finding top, List<String> complaints) {
    if (label.alike().contains(top.causeId()) && top.confidence() == Confidence.POSSIBLE) {
      return;
    }
    if (!top.causeId().equals(label.cause())) {
      complaints.add("should be " + label.cause() + ", is " + named(top) + ": " + top.sentence());
    } else if (!label.confidence().contains(top.confidence())) {
      complaints.add(label.cause() + " should be " + label.confidence() + ", is " + named(top));
    }
  }

  private static void certain(CorpusLabel label, List<Diagnosis> told, List<String> complaints) {
    Set<String> allowed = new HashSet<>(label.alsoTrue());
    allowed.add(label.cause());
    allowed.removeAll(label.notCertain());
    for (Diagnosis diagnosis : told) {
      for (Finding finding : diagnosis.findings()) {
        if (finding.confidence() == Confidence.CERTAIN && !allowed.contains(finding.causeId())) {
          complaints.add("certain and wrong: " + finding.causeId() + ": " + finding.sentence());
        }
      }
    }
  }

  private static String named(Finding finding) {
    return finding.causeId() + " " + finding.confidence();
  }

  private static List<String> names(List<Diagnosis> told) {
    return told.stream()
        .map(
            d ->
                d.incident().kind()
                    + " of "
                    + d.incident().executorId()
                    + " ("
                    + named(d.top())
                    + ")")
        .toList();
  }
}
