/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.listener.HeadroomEvent;
import java.util.Optional;

/** What a {@link HeadroomEvent} is about. Words in logs are never changed, only added to. */
public enum EventKind {
  /** Reports of many executors over the last half minute or so. */
  SAMPLES("samples"),
  /** What was lost, why, and what to do. */
  DIAGNOSIS("diagnosis"),
  /** Something that Headroom did. */
  ACTION("action"),
  /** Something that Headroom cannot do or see, and why. */
  NOTE("note"),
  /** A line of the kernel log. */
  KERNEL_KILL("kernelKill"),
  /** What was seen of a silent process from outside. */
  PROCESS_LOOK("processLook");

  /**
   * The version of what is written now. Readers read every version: a higher one has more fields
   * and kinds, and never another meaning for an old one.
   */
  public static final int VERSION = 1;

  /** The field of when it was, in milliseconds since the epoch. */
  static final String TIME = "time";

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  /** Of an event; empty where it is of a later version's kind. */
  public static Optional<EventKind> of(HeadroomEvent event) {
    String word = event.get(HeadroomEvent.KIND).asText("");
    for (EventKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The fields that all events have. */
  ObjectNode begin(long timeMillis) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(HeadroomEvent.VERSION, VERSION)
        .put(HeadroomEvent.KIND, word)
        .put(TIME, timeMillis);
  }
}
