/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.AdviceText;
import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.DiagnosisText;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.Advice;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A post-mortem page for each application, to be finished by those who know the job. */
public final class MarkdownReport implements ReportWriter {
  /** More lines of what happened help nobody to read on. */
  private static final int MOST_INCIDENTS = 50;

  private final PrintStream out;

  /** Writes to a stream that the caller owns. */
  public MarkdownReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void application(ApplicationReport report) {
    out.println("# Post-mortem: " + text(TextReport.title(report)));
    out.println();
    out.println(text(report.headline()));
    out.println();
    facts(report);
    Optional<Diagnosis> root = report.rootCause();
    section("Root cause");
    if (root.isPresent()) {
      cause(root.get());
      section("What happened");
      incidents(report.diagnoses());
    } else {
      out.println(
          (report.healthy() ? "None: " : "No incident tells it. ") + text(report.headline()));
      out.println();
    }
    PasteBlock paste = new PasteBlock();
    List<Advice> urgent = advice(report, true);
    if (root.isPresent() || !urgent.isEmpty()) {
      section("Fix");
      fix(root, urgent, paste);
    }
    section("Prevention");
    prevention(report, root, paste);
    if (!report.reading().notes().isEmpty() || !report.reading().problems().isEmpty()) {
      section("What could not be read");
      report.reading().notes().forEach(this::item);
      report.reading().problems().forEach(problem -> item(problem.toString()));
      out.println();
    }
  }

  private void facts(ApplicationReport report) {
    Volume volume = report.volume();
    out.println("| | |");
    out.println("|---|---|");
    if (report.application() != null) {
      row("Date", Figures.time(report.application().startMillis()));
    }
    if (report.durationMillis() >= 0) {
      String ended = report.endMillis() > 0 ? "" : ", without an end in the log";
      row("Duration", Figures.duration(report.durationMillis()) + ended);
    }
    row("Data volume", Figures.volume(volume));
    row(
        "Executors",
        volume.executorsAdded() + " started, " + volume.executorsRemoved() + " lost or released");
    row("Failed jobs", Long.toString(volume.failedJobs()));
    row("Event log", report.log().path().toString());
    out.println();
  }

  private void cause(Diagnosis diagnosis) {
    Finding top = diagnosis.top();
    out.println(
        "**"
            + text(CauseTitles.of(top.causeId()))
            + "** ("
            + TextReport.word(top.confidence())
            + "): "
            + text(DiagnosisText.sentence(diagnosis)));
    out.println();
    top.evidence().forEach(this::item);
    out.println();
  }

  private void incidents(List<Diagnosis> diagnoses) {
    out.println("| when | who | cause | confidence |");
    out.println("|---|---|---|---|");
    for (Diagnosis diagnosis : diagnoses.subList(0, Math.min(MOST_INCIDENTS, diagnoses.size()))) {
      out.printf(
          "| %s | %s | %s | %s |%n",
          Figures.time(diagnosis.incident().timeMillis()),
          text(DiagnosisText.headline(diagnosis.incident())),
          text(CauseTitles.of(diagnosis.top().causeId())),
          TextReport.word(diagnosis.top().confidence()));
    }
    if (diagnoses.size() > MOST_INCIDENTS) {
      out.println();
      out.println("And " + (diagnoses.size() - MOST_INCIDENTS) + " more.");
    }
    out.println();
  }

  /** Advice that tells of something wrong, or that which does not. */
  private static List<Advice> advice(ApplicationReport report, boolean urgent) {
    return report.advice().stream()
        .filter(one -> urgent == (one.severity() != Severity.INFO))
        .toList();
  }

  private void fix(Optional<Diagnosis> root, List<Advice> urgent, PasteBlock paste) {
    root.ifPresent(diagnosis -> diagnosis.top().advice().forEach(this::item));
    urgent.forEach(one -> item(AdviceText.sentence(one)));
    out.println();
    // What is sized by all losses is better than what is sized by the one.
    for (Advice one : urgent) {
      if (one.severity() == Severity.CRITICAL) {
        paste.prefer(one.settings());
      }
    }
    root.ifPresent(diagnosis -> paste.add(diagnosis.top().settings()));
    urgent.forEach(one -> paste.add(one.settings()));
    paste.writeTo(out);
  }

  /** What the other causes ask for, what would do no harm, and what would have told more. */
  private void prevention(ApplicationReport report, Optional<Diagnosis> root, PasteBlock paste) {
    Set<String> advice = new LinkedHashSet<>();
    report.findings().forEach(diagnosis -> advice.addAll(diagnosis.top().advice()));
    root.ifPresent(diagnosis -> diagnosis.top().advice().forEach(advice::remove));
    advice.forEach(this::item);
    if (!report.volume().measuredByHeadroom()) {
      item(
          "This log holds what Spark reports and no measurements. With"
              + " `spark.plugins=io.headroom.spark.HeadroomPlugin` the next run measures each"
              + " executor, acts before its limit is reached, and tells losses by what it measured.");
    }
    List<Advice> mild = advice(report, false);
    mild.forEach(one -> item(AdviceText.sentence(one)));
    item("See docs/causes/ for what each cause means and how to make sure of it.");
    out.println();
    mild.forEach(one -> paste.add(one.settings()));
    paste.writeTo(out);
  }

  private void section(String title) {
    out.println("## " + title);
    out.println();
  }

  private void row(String name, String value) {
    out.println("| " + name + " | " + text(value) + " |");
  }

  private void item(String line) {
    out.println("- " + text(line));
  }

  /** Keeps what an application named itself from being taken for Markdown or HTML. */
  private static String text(String raw) {
    return raw.replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|");
  }

  @Override
  public void end(Outcome outcome) {}
}
