/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * All that Headroom writes to the event log. One class for every kind of content, since its name is
 * what Spark writes and looks for: it is in logs for ever and must never change. A History Server
 * without this class warns once and goes on.
 *
 * <p>It is a bare map of JSON values. Spark's {@code JsonProtocol} turns an exception while a field
 * is bound into an error page for the whole application, so nothing is bound here: whatever is in
 * the line is taken, and only {@link io.headroom.spark.listener.event.EventReplay} makes sense of
 * it, or does not. Every kind of content has a field {@value #VERSION} and a field {@value #KIND}.
 *
 * <p>Confined to one thread until it is posted; not changed after that.
 */
public final class HeadroomEvent implements SparkListenerEvent {
  /** What the event log calls it. */
  public static final String NAME = "io.headroom.spark.listener.HeadroomEvent";

  /** The field of the version of the content. */
  public static final String VERSION = "v";

  /** The field that tells what the content is. */
  public static final String KIND = "kind";

  /** The field of which Jackson makes the class name; never one of ours. */
  private static final String TYPE = "Event";

  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  /** Empty; for Jackson, which then sets every field it finds. */
  public HeadroomEvent() {}

  /** Of an event log's line, or of what {@code EventWriter} made. */
  public static HeadroomEvent of(JsonNode object) {
    HeadroomEvent event = new HeadroomEvent();
    object.fieldNames().forEachRemaining(name -> event.set(name, object.get(name)));
    return event;
  }

  /** Every field, in the order of the log. Read-only. */
  @JsonAnyGetter
  public Map<String, JsonNode> fields() {
    return Collections.unmodifiableMap(fields);
  }

  @JsonAnySetter
  void set(String name, JsonNode value) {
    if (!name.equals(TYPE)) {
      fields.put(name, value);
    }
  }

  /** A field's value; a missing node where there is none. */
  public JsonNode get(String name) {
    return fields.getOrDefault(name, MissingNode.getInstance());
  }

  @Override
  public String toString() {
    return "HeadroomEvent" + fields.keySet();
  }
}
