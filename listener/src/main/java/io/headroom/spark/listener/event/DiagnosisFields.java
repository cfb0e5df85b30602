/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.listener.HeadroomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A diagnosis as fields of an event, and back. */
final class DiagnosisFields {
  private DiagnosisFields() {}

  static ObjectNode write(RecordedDiagnosis diagnosis) {
    ObjectNode fields = EventKind.DIAGNOSIS.begin(diagnosis.timeMillis());
    fields
        .put("incident", diagnosis.incidentId())
        .put("what", diagnosis.kind())
        .put("executor", diagnosis.executorId())
        .put("host", diagnosis.host())
        .put("failures", diagnosis.failureCount())
        .put("lostTogether", diagnosis.lostTogether())
        .put("consequenceOf", diagnosis.consequenceOf());
    ArrayNode findings = fields.putArray("findings");
    diagnosis.findings().forEach(finding -> findings.add(write(finding)));
    return fields;
  }

  private static ObjectNode write(Finding finding) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("cause", finding.causeId())
            .put("confidence", finding.confidence().name())
            .put("severity", finding.severity().name())
            .put("sentence", finding.sentence());
    finding.evidence().forEach(object.putArray("evidence")::add);
    finding.advice().forEach(object.putArray("advice")::add);
    ArrayNode settings = object.putArray("settings");
    for (Setting setting : finding.settings()) {
      settings
          .addObject()
          .put("key", setting.key())
          .put("value", setting.value())
          .put("why", setting.why());
    }
    return object;
  }

  /** Empty where no finding can be read. */
  static Optional<RecordedDiagnosis> read(HeadroomEvent event) {
    List<Finding> findings = new ArrayList<>();
    event.get("findings").forEach(finding -> findings.add(readFinding(finding)));
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedDiagnosis(
            event.get("incident").asText(""),
            event.get("what").asText(""),
            event.get("executor").asText(""),
            event.get("host").asText(""),
            event.get(EventKind.TIME).asLong(0),
            event.get("failures").asInt(0),
            event.get("lostTogether").asInt(1),
            event.get("consequenceOf").asText(""),
            findings));
  }

  private static Finding readFinding(JsonNode object) {
    return new Finding(
        object.path("cause").asText("unknown"),
        constant(Confidence.class, object.path("confidence"), Confidence.POSSIBLE),
        constant(Severity.class, object.path("severity"), Severity.WARNING),
        object.path("sentence").asText(""),
        texts(object.path("evidence")),
        texts(object.path("advice")),
        StreamSupport.stream(object.path("settings").spliterator(), false)
            .map(
                setting ->
                    new Setting(
                        setting.path("key").asText(""),
                        setting.path("value").asText(""),
                        setting.path("why").asText("")))
            .toList());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(text -> text.asText("")).toList();
  }

  /** A word of a later version is read as the given one. */
  static <E extends Enum<E>> E constant(Class<E> type, JsonNode word, E otherwise) {
    try {
      return Enum.valueOf(type, word.asText("").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }
}
