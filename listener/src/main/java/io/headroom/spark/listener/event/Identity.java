/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.record.ExecutorReport;

/**
 * What does not change in an executor's life. It costs more than a sample, so a batch has it only
 * for executors that are new, and again every few minutes for those who read a log whose beginning
 * is gone.
 */
record Identity(String executorId, String host, long pid, String collector) {
  static Identity of(ExecutorReport report) {
    return new Identity(report.executorId(), report.host(), report.pid(), report.jvm().collector());
  }

  static Identity unknown(String executorId) {
    return new Identity(executorId, "", -1, "");
  }

  static Identity read(JsonNode object) {
    return new Identity(
        object.path("id").asText(""),
        object.path("host").asText(""),
        object.path("pid").asLong(-1),
        object.path("gc").asText(""));
  }

  ObjectNode write() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", executorId)
        .put("host", host)
        .put("pid", pid)
        .put("gc", collector);
  }
}
