/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.DiagnosisText;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advice;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * For machines: one JSON document, its fields described in docs/doctor.md. A field is never renamed
 * or given another meaning under the same {@link #VERSION}; new ones may be added.
 */
public final class JsonReport implements ReportWriter {
  /** Of the document's form. */
  public static final int VERSION = 1;

  private final JsonGenerator json;

  /**
   * Begins the document.
   *
   * @param out stays the caller's
   */
  public JsonReport(PrintStream out) throws IOException {
    json =
        new JsonFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeArrayFieldStart("applications");
  }

  @Override
  public void application(ApplicationReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("log", report.log().path().toString());
    if (report.application() != null) {
      json.writeStringField("id", report.application().id());
      json.writeStringField("name", report.application().name());
      json.writeStringField("sparkVersion", report.application().sparkVersion());
      time("startMillis", report.application().startMillis());
    }
    time("endMillis", report.endMillis());
    if (report.durationMillis() >= 0) {
      json.writeNumberField("durationMillis", report.durationMillis());
    }
    json.writeStringField("headline", report.headline());
    json.writeBooleanField("healthy", report.healthy());
    volume(report.volume());
    json.writeArrayFieldStart("incidents");
    for (Diagnosis diagnosis : report.diagnoses()) {
      incident(diagnosis);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("advice");
    for (Advice advice : report.advice()) {
      advice(advice);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("reading");
    json.writeNumberField("bytesOnDisk", report.log().bytes());
    json.writeNumberField("bytes", report.reading().bytes());
    json.writeNumberField("lines", report.reading().lines());
    json.writeNumberField("events", report.reading().events());
    strings("notes", report.reading().notes());
    problems(report.reading().problems());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void volume(Volume volume) throws IOException {
    json.writeObjectFieldStart("volume");
    json.writeNumberField("tasks", volume.tasks());
    json.writeNumberField("failedTasks", volume.failedTasks());
    json.writeNumberField("failedJobs", volume.failedJobs());
    json.writeNumberField("executorsAdded", volume.executorsAdded());
    json.writeNumberField("executorsRemoved", volume.executorsRemoved());
    json.writeNumberField("inputBytes", volume.inputBytes());
    json.writeNumberField("shuffleReadBytes", volume.shuffleReadBytes());
    json.writeNumberField("shuffleWriteBytes", volume.shuffleWriteBytes());
    json.writeNumberField("memorySpilledBytes", volume.memorySpilledBytes());
    json.writeNumberField("diskSpilledBytes", volume.diskSpilledBytes());
    json.writeBooleanField("measuredByHeadroom", volume.measuredByHeadroom());
    json.writeEndObject();
  }

  private void incident(Diagnosis diagnosis) throws IOException {
    Incident incident = diagnosis.incident();
    json.writeStartObject();
    json.writeStringField("id", incident.id());
    json.writeStringField("kind", lower(incident.kind()));
    json.writeStringField("executorId", incident.executorId());
    json.writeStringField("host", incident.host());
    time("timeMillis", incident.timeMillis());
    json.writeNumberField("failedTasks", incident.failureCount());
    json.writeStringField("consequenceOf", incident.consequenceOf());
    json.writeStringField("headline", DiagnosisText.sentence(diagnosis));
    finding(diagnosis.top());
    json.writeArrayFieldStart("alternatives");
    for (Finding other : diagnosis.findings().subList(1, diagnosis.findings().size())) {
      json.writeStartObject();
      finding(other);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void finding(Finding finding) throws IOException {
    json.writeStringField("cause", finding.causeId());
    json.writeStringField("title", CauseTitles.of(finding.causeId()));
    json.writeStringField("confidence", lower(finding.confidence()));
    json.writeStringField("severity", lower(finding.severity()));
    json.writeStringField("sentence", finding.sentence());
    strings("evidence", finding.evidence());
    strings("advice", finding.advice());
    settings(finding.settings());
  }

  private void advice(Advice advice) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", advice.id());
    json.writeStringField("severity", lower(advice.severity()));
    json.writeStringField("headline", advice.headline());
    json.writeStringField("sentence", advice.sentence());
    strings("evidence", advice.evidence());
    settings(advice.settings());
    json.writeEndObject();
  }

  private void settings(List<Setting> settings) throws IOException {
    json.writeArrayFieldStart("settings");
    for (Setting setting : settings) {
      json.writeStartObject();
      json.writeStringField("key", setting.key());
      json.writeStringField("value", setting.value());
      json.writeStringField("why", setting.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void end(Outcome outcome) throws IOException {
    json.writeEndArray();
    problems(outcome.problems());
    json.writeNumberField("exitCode", outcome.exitCode());
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  /** A time that is not known is left out. */
  private void time(String name, long millis) throws IOException {
    if (millis > 0) {
      json.writeNumberField(name, millis);
    }
  }

  private void strings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void problems(List<Problem> problems) throws IOException {
    json.writeArrayFieldStart("problems");
    for (Problem problem : problems) {
      json.writeStartObject();
      json.writeStringField("file", problem.file());
      if (problem.line() > 0) {
        json.writeNumberField("line", problem.line());
      }
      json.writeStringField("message", problem.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
