/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/**
 * Fills what a case leaves out with what the records take for unknown, so that nothing which was
 * not measured reads as 0. Who, when and where must be said.
 */
final class UnknownFields {
  private static final List<String> MUST_BE_SAID =
      List.of("executorId", "host", "timeMillis", "reason", "outcome", "description");

  private UnknownFields() {}

  static void fill(ObjectNode node, Class<?> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      String name = component.getName();
      Class<?> type = component.getType();
      JsonNode value = node.get(name);
      if (value == null) {
        if (MUST_BE_SAID.contains(name)) {
          throw new IllegalArgumentException(record.getSimpleName() + " without " + name);
        }
        put(node, name, type);
      } else if (type.isRecord() && value.isObject()) {
        fill((ObjectNode) value, type);
      }
    }
  }

  private static void put(ObjectNode node, String name, Class<?> type) {
    if (type == long.class || type == int.class) {
      node.put(name, -1);
    } else if (type == double.class) {
      node.put(name, "NaN");
    } else if (type == boolean.class) {
      // A heartbeat thread that nobody looked for counts as alive, by the record's own words.
      node.put(name, name.equals("heartbeaterAlive"));
    } else if (type == String.class) {
      node.put(name, "");
    } else if (type == List.class) {
      node.putArray(name);
    } else if (type == Map.class) {
      node.putObject(name);
    } else if (type.isRecord()) {
      node.putNull(name);
    } else {
      throw new IllegalArgumentException("A case must say " + name);
    }
  }
}
