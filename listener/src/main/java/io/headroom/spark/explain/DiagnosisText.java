/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Locale;

/**
 * A diagnosis in words. The one place that makes them, so that the log, the tab and the Doctor say
 * the same sentence. Pure.
 */
public final class DiagnosisText {
  private DiagnosisText() {}

  /** What happened, in a few words: "executor 3 on host-7 lost". */
  public static String headline(Incident incident) {
    return switch (incident.kind()) {
      case EXECUTOR_LOST -> executor(incident) + " lost" + together(incident);
      case TASKS_FAILED -> tasks(incident);
      case JOB_FAILED -> job(incident);
      case EXECUTOR_SILENT -> executor(incident) + " silent" + together(incident);
      case PROCESS_KILLED -> "process of " + executor(incident) + " killed";
    };
  }

  /** What happened and why: the headline and the sentence of the best finding. */
  public static String sentence(Diagnosis diagnosis) {
    return TextLines.cut(
        headline(diagnosis.incident()) + ": " + TextLines.oneLine(diagnosis.top().sentence()));
  }

  /**
   * All on one line, for a log: {@code Headroom: executor 3 on host-7 lost: … [certain:
   * container-oom-kill] ; paste: key value, key value}.
   */
  public static String line(Diagnosis diagnosis) {
    Finding top = diagnosis.top();
    return "Headroom: "
        + sentence(diagnosis)
        + ' '
        + mark(top)
        + TextLines.pasteInLine(top.settings());
  }

  /** The same on several lines, with the evidence and what to do; ends with a line break. */
  public static String paragraph(Diagnosis diagnosis) {
    Finding top = diagnosis.top();
    StringBuilder text =
        new StringBuilder(sentence(diagnosis)).append(' ').append(mark(top)).append('\n');
    text.append(TextLines.seenLines(top.evidence()));
    for (String advice : top.advice()) {
      text.append("  do: ").append(TextLines.oneLine(advice)).append('\n');
    }
    text.append(TextLines.pasteLines(top.settings()));
    diagnosis.findings().stream()
        .skip(1)
        // What is no more than possible is no rival of what is known.
        .filter(other -> other.confidence() == top.confidence())
        .filter(other -> !other.causeId().equals("unknown"))
        .forEach(
            other ->
                text.append("  or: ")
                    .append(TextLines.cut(TextLines.oneLine(other.sentence())))
                    .append(' ')
                    .append(mark(other))
                    .append('\n'));
    return text.toString();
  }

  private static String mark(Finding finding) {
    String confidence = finding.confidence().name().toLowerCase(Locale.ROOT);
    return "[" + confidence + ": " + finding.causeId() + "]";
  }

  private static String executor(Incident incident) {
    boolean known = !incident.executorId().isEmpty();
    boolean driver = incident.executorId().equals("driver");
    String who =
        driver ? "the driver" : known ? "executor " + incident.executorId() : "an executor";
    return incident.host().isEmpty() ? who : who + " on " + incident.host();
  }

  private static String together(Incident incident) {
    int others = incident.lostTogether() - 1;
    if (others < 1) {
      return "";
    }
    return " together with " + others + (others == 1 ? " other" : " others");
  }

  private static String tasks(Incident incident) {
    if (incident.failures().isEmpty()) {
      return "tasks failed";
    }
    int stage = incident.failures().get(0).stageId();
    boolean onOne =
        incident.failureCount() <= incident.failures().size()
            && incident.failures().stream()
                    .map(task -> task.executorId())
                    .distinct()
                    .limit(2)
                    .count()
                == 1;
    String where = onOne ? " on " + executor(incident) : "";
    return incident.failureCount() == 1
        ? "task " + incident.failures().get(0).index() + " of stage " + stage + " failed" + where
        : incident.failureCount() + " tasks of stage " + stage + " failed" + where;
  }

  private static String job(Incident incident) {
    int others = incident.failureCount() - 1;
    String id = incident.id();
    String job = id.startsWith("job-") ? id.replace('-', ' ') : "a query";
    return others < 1 ? job + " failed" : job + " and " + others + " more failed";
  }
}
