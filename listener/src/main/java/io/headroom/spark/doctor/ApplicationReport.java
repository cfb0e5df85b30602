/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.AdviceText;
import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.DiagnosisText;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.Advice;
import io.headroom.spark.record.Application;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that is told of one application.
 *
 * @param application null where the log holds nothing yet
 * @param endMillis when it ended; 0 where the log does not say so
 * @param diagnoses in the order in which things happened
 * @param advice on the whole application, the most important first
 */
public record ApplicationReport(
    EventLog log,
    Application application,
    long endMillis,
    Volume volume,
    List<Diagnosis> diagnoses,
    List<Advice> advice,
    LogReading reading) {
  /** What is not a consequence before what is one, then the worst, the surest and the first. */
  private static final Comparator<Diagnosis> WORST_FIRST =
      Comparator.comparing((Diagnosis d) -> !d.incident().consequenceOf().isEmpty())
          .thenComparing(d -> d.top().severity(), Comparator.reverseOrder())
          .thenComparing(d -> d.top().confidence(), Comparator.reverseOrder())
          .thenComparing(d -> d.incident().timeMillis());

  public ApplicationReport {
    diagnoses =
        diagnoses.stream()
            .sorted(Comparator.comparingLong(d -> d.incident().timeMillis()))
            .toList();
    advice = List.copyOf(advice);
  }

  /** Diagnoses of something that was lost; what is only worth knowing is left out. */
  public List<Diagnosis> findings() {
    return diagnoses.stream().filter(d -> d.top().severity() != Severity.INFO).toList();
  }

  /**
   * Whether nothing was lost. Advice is no finding, but critical advice is: it is given only where
   * memory that was too small cost an executor or a process, even if no incident tells of it.
   */
  public boolean healthy() {
    return findings().isEmpty() && lossAdvice().isEmpty();
  }

  private Optional<Advice> lossAdvice() {
    return advice.stream().filter(one -> one.severity() == Severity.CRITICAL).findFirst();
  }

  /** The worst of them; empty for a healthy application. */
  public Optional<Diagnosis> rootCause() {
    return findings().stream().min(WORST_FIRST);
  }

  /** How long it ran, or has run as far as the log goes; −1 where that is not known. */
  public long durationMillis() {
    long last = endMillis > 0 ? endMillis : volume.lastMillis();
    boolean known = application != null && application.startMillis() > 0 && last > 0;
    return known ? Math.max(0, last - application.startMillis()) : -1;
  }

  /** One sentence on how it went. */
  public String headline() {
    if (application == null) {
      return "Nothing is in this log yet.";
    }
    Optional<Diagnosis> root = rootCause();
    if (root.isEmpty() && lossAdvice().isPresent()) {
      return AdviceText.sentence(lossAdvice().get());
    }
    if (root.isEmpty()) {
      return volume.failedJobs() == 0
          ? "Nothing was lost."
          : "Jobs failed, but no executor or task was lost for a reason that this log tells.";
    }
    int others = findings().size() - 1;
    String more = others == 0 ? "" : " (and " + others + " more)";
    return DiagnosisText.sentence(root.get()) + more;
  }
}
