/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.Advice;
import io.headroom.spark.record.Application;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the reports show advice. */
class AdviceReportTest {
  private static final Advice SIZE =
      advice("right-size", Severity.CRITICAL, "spark.executor.memory", "900m");
  private static final Advice SPILL =
      advice("spill-thresholds", Severity.WARNING, "spark.memory.fraction", "0.6");
  private static final Advice BATCH =
      advice("python-batch", Severity.INFO, "spark.sql.execution.arrow.maxRecordsPerBatch", "500");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void adviceAloneIsNoFindingUnlessItTellsALoss() throws IOException {
    assertThat(report(List.of(), SPILL, BATCH).healthy()).isTrue();
    assertThat(report(List.of(), SPILL, BATCH).headline()).isEqualTo("Nothing was lost.");

    ApplicationReport lost = report(List.of(), SIZE, SPILL);
    assertThat(lost.healthy()).isFalse();
    assertThat(lost.headline()).isEqualTo("About right-size: do it.");
    new HeadlineReport(out).application(lost);
    new HeadlineReport(out).application(report(List.of(), SPILL));
    assertThat(written()).hasLineCount(1).contains("About right-size");
  }

  @Test
  void theTextShowsItAfterTheIncidents() {
    List<Diagnosis> diagnoses = heapDiagnoses();
    new TextReport(out).application(report(diagnoses, SIZE, SPILL));

    assertThat(written())
        .containsSubsequence(
            "[certain: heap-oom]",
            "more: docs/causes/heap-oom.md\n",
            "\n  Advice\n\n    About right-size: do it. [critical: right-size]\n",
            "      seen: a right-size\n",
            "      paste: spark.executor.memory 900m   # for right-size\n\n",
            "    About spill-thresholds: do it. [warning: spill-thresholds]\n");
  }

  @Test
  void theTextSaysNothingWhereThereIsNone() {
    new TextReport(out).application(report(List.of()));

    assertThat(written()).contains("Nothing was lost.").doesNotContain("Advice");
  }

  @Test
  void thePageHasUrgentAdviceUnderFixAndTheRestUnderPrevention() {
    new MarkdownReport(out).application(report(heapDiagnoses(), SIZE, SPILL, BATCH));

    assertThat(written())
        .containsSubsequence(
            "## Fix\n",
            "- About right-size: do it.\n",
            "- About spill-thresholds: do it.\n",
            "```properties\n",
            "# for right-size\nspark.executor.memory 900m\n",
            "spark.memory.fraction 0.6\n```\n",
            "## Prevention\n",
            "- About python-batch: do it.\n",
            "```properties\n# for python-batch\n",
            "spark.sql.execution.arrow.maxRecordsPerBatch 500\n```\n");
    // The heap's own fix has a value for it as well, and the later of two would count.
    assertThat(written().lines())
        .filteredOn(l -> l.startsWith("spark.executor.memory "))
        .hasSize(1);
  }

  @Test
  void thePageOfAHealthyApplicationHasItsFixToo() {
    new MarkdownReport(out).application(report(List.of(), SPILL));

    assertThat(written())
        .containsSubsequence(
            "## Root cause\n\nNone: Nothing was lost.\n",
            "## Fix\n\n- About spill-thresholds: do it.\n\n```properties\n",
            "## Prevention\n");
  }

  @Test
  void thePageDoesNotCallALossNone() {
    new MarkdownReport(out).application(report(List.of(), SIZE));

    assertThat(written()).contains("## Root cause\n\nNo incident tells it. About right-size");
  }

  @Test
  void theJsonDocumentHasItsFields() throws IOException {
    JsonReport report = new JsonReport(out);
    report.application(report(List.of(), SIZE, BATCH));
    report.end(new Outcome(1, 1, List.of()));

    JsonNode application = new ObjectMapper().readTree(written()).get("applications").get(0);
    assertThat(application.get("healthy").asBoolean()).isFalse();
    JsonNode advice = application.get("advice");
    assertThat(advice.findValuesAsText("id")).containsExactly("right-size", "python-batch");
    assertThat(advice.get(0).toString())
        .isEqualTo(
            "{\"id\":\"right-size\",\"severity\":\"critical\",\"headline\":\"About right-size\","
                + "\"sentence\":\"do it.\",\"evidence\":[\"a right-size\"],\"settings\":[{\"key\":"
                + "\"spark.executor.memory\",\"value\":\"900m\",\"why\":\"for right-size\"}]}");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Of a real application whose heap was too small; its fix is spark.executor.memory 768m. */
  private static List<Diagnosis> heapDiagnoses() {
    EventLogFinder finder = new EventLogFinder();
    finder.add(RealLogs.log("4.1.0-heap"));
    Examiner examiner = new Examiner((facts, told) -> (line, offset, length) -> {});
    List<Diagnosis> diagnoses = examiner.examine(finder.logs().get(0), read -> {}).diagnoses();
    assertThat(diagnoses.get(0).top().settings())
        .extracting(Setting::key)
        .contains("spark.executor.memory");
    return diagnoses;
  }

  private static Advice advice(String id, Severity severity, String key, String value) {
    return new Advice(
        id,
        severity,
        "About " + id,
        "do it.",
        List.of("a " + id),
        List.of(new Setting(key, value, "for " + id)));
  }

  private static ApplicationReport report(List<Diagnosis> diagnoses, Advice... advice) {
    Path log = Path.of("app-1");
    return new ApplicationReport(
        new EventLog(log, List.of(log), false, 100),
        new Application("app-1", "job", "4.1.0", 1000),
        5000,
        new VolumeCount().volume(),
        diagnoses,
        List.of(advice),
        new LogReading(100, 1, 1, List.of(), List.of()));
  }
}
