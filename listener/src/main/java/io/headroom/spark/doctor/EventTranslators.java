/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.headroom.spark.record.Facts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** One translator for each kind of event that is read, for one log. Not thread-safe. */
final class EventTranslators {
  /** Jackson's own bound on texts, since its 2.15, by the name of what it throws beyond. */
  private static final String BEYOND_BOUNDS = "StreamConstraintsException";

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<EventKind, EventTranslator> translators = new EnumMap<>(EventKind.class);
  private final ApplicationEvents application;
  private final OwnEvents.Reader ownEvents;

  /**
   * For one log.
   *
   * @param fallbackId the application's id where the log tells none
   */
  EventTranslators(String fallbackId, OwnEvents.Reader ownEvents) {
    this.ownEvents = ownEvents;
    application = new ApplicationEvents(fallbackId);
    translators.put(EventKind.LOG_START, application::logStart);
    translators.put(EventKind.APPLICATION_START, application::start);
    translators.put(EventKind.APPLICATION_END, ApplicationEvents::end);
    translators.put(EventKind.ENVIRONMENT_UPDATE, ApplicationEvents::environment);
    translators.put(EventKind.RESOURCE_PROFILE_ADDED, ApplicationEvents::resourceProfile);
    translators.put(EventKind.EXECUTOR_ADDED, ExecutorEvents::added);
    translators.put(EventKind.EXECUTOR_REMOVED, ExecutorEvents::removed);
    translators.put(EventKind.STAGE_EXECUTOR_METRICS, ExecutorEvents::stageMetrics);
    translators.put(EventKind.TASK_END, new TaskEndEvent());
    translators.put(EventKind.STAGE_COMPLETED, StageEvents::completed);
    translators.put(EventKind.JOB_END, StageEvents::jobEnded);
  }

  /**
   * Turns a line into facts.
   *
   * @param kind null where the line has to be asked
   * @return whether it told a fact
   * @throws IOException if the line is no event
   */
  boolean translate(EventKind kind, byte[] bytes, int offset, int length, Facts facts)
      throws IOException {
    EventKind found = kind == null ? kind(bytes, offset, length) : kind;
    if (found == null) {
      return false;
    }
    if (found == EventKind.HEADROOM) {
      ownEvents.read(bytes, offset, length);
      return true;
    }
    if (found == EventKind.TASK_END) {
      Accumulables.blank(bytes, offset, offset + length);
    }
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      parser.nextToken();
      translators.get(found).translate(new JsonFields(parser), facts);
      if (parser.nextToken() != null) {
        throw new IOException("has more after its event: a line feed is missing");
      }
    }
    return true;
  }

  /** To be called after the last event. */
  void finish(Facts facts) {
    application.finish(facts);
  }

  /** Whether a line is refused for the length of a text in it, rather than for what it says. */
  static boolean tooLong(IOException e) {
    return e.getClass().getSimpleName().equals(BEYOND_BOUNDS);
  }

  /** What is wrong with a line, in a sentence without the line's text. */
  static String reason(IOException e) {
    if (e instanceof JsonProcessingException json) {
      JsonLocation at = json.getLocation();
      String column = at == null ? "" : " at column " + at.getColumnNr();
      return "is no valid JSON" + column + ": " + json.getOriginalMessage();
    }
    return e.getMessage();
  }

  /** Searches a line that does not begin as Spark writes it for its event's name. */
  private static EventKind kind(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      parser.nextToken();
      JsonFields fields = new JsonFields(parser);
      String name = "";
      while (fields.next()) {
        if (fields.name().equals("Event")) {
          name = fields.text();
        }
      }
      if (name.isEmpty()) {
        throw new IOException("is no event: it has no field \"Event\"");
      }
      return EventKind.of(name);
    }
  }
}
