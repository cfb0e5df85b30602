/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.AdviceText;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.DiagnosisText;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.Advice;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For people at a terminal. */
public final class TextReport implements ReportWriter {
  /** Incidents of one cause told in full; more of them add executors and nothing else. */
  private static final int MOST_OF_A_CAUSE = 3;

  private final PrintStream out;

  /** Writes to a stream that the caller owns. */
  public TextReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void application(ApplicationReport report) {
    out.println(title(report));
    out.println("  " + report.headline());
    out.println("  log: " + report.log().path() + ", " + Figures.size(report.log().bytes()));
    if (report.application() != null) {
      out.println("  " + Figures.volume(report.volume()));
      out.printf(
          "  %s, %d lost or released%n",
          Figures.count(report.volume().executorsAdded(), "executor"),
          report.volume().executorsRemoved());
    }
    report.reading().notes().forEach(note -> out.println("  note: " + note));
    diagnoses(report.diagnoses());
    advice(report.advice());
    out.println();
  }

  static String title(ApplicationReport report) {
    if (report.application() == null) {
      return report.log().path().getFileName().toString();
    }
    String version = report.application().sparkVersion();
    long duration = report.durationMillis();
    return report.application().name()
        + " ("
        + report.application().id()
        + ")"
        + (version.isEmpty() ? "" : ", Spark " + version)
        + (duration < 0 ? "" : ", " + Figures.duration(duration))
        + (report.endMillis() > 0 ? "" : ", not ended");
  }

  private void diagnoses(List<Diagnosis> diagnoses) {
    Map<String, Integer> told = new HashMap<>();
    for (Diagnosis diagnosis : diagnoses) {
      int before = told.merge(diagnosis.top().causeId(), 1, Integer::sum) - 1;
      if (before < MOST_OF_A_CAUSE) {
        out.println();
        diagnosis(diagnosis);
      }
    }
    told.forEach(
        (cause, count) -> {
          if (count > MOST_OF_A_CAUSE) {
            out.println();
            out.printf(
                "  and %d more: %s (--json tells all)%n",
                count - MOST_OF_A_CAUSE, CauseTitles.of(cause));
          }
        });
  }

  private void diagnosis(Diagnosis diagnosis) {
    Incident incident = diagnosis.incident();
    out.printf(
        "  %s: %s%n",
        Figures.time(incident.timeMillis()), CauseTitles.of(diagnosis.top().causeId()));
    DiagnosisText.paragraph(diagnosis).lines().forEach(line -> out.println("    " + line));
    if (!incident.consequenceOf().isEmpty()) {
      out.println("      This followed from the end of executor " + incident.consequenceOf() + ".");
    }
    out.println("      more: docs/causes/" + diagnosis.top().causeId() + ".md");
  }

  private void advice(List<Advice> advice) {
    if (advice.isEmpty()) {
      return;
    }
    out.println();
    out.println("  Advice");
    for (Advice one : advice) {
      out.println();
      AdviceText.paragraph(one).lines().forEach(line -> out.println("    " + line));
    }
  }

  static String word(Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void end(Outcome outcome) {
    if (outcome.applications() > 1 || !outcome.problems().isEmpty()) {
      out.printf(
          "%s, %d with findings, %s.%n",
          Figures.count(outcome.applications(), "application"),
          outcome.sick(),
          outcome.problems().isEmpty()
              ? "all read"
              : Figures.count(outcome.problems().size(), "problem") + " while reading");
    }
  }
}
