/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.record.ExecutorReport;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The short form of a run of reports: flat names with their unit, and a pair [a, b] for a figure
 * that goes evenly from a to b over the run.
 */
final class ReportRun {
  private static final double MIB = 1024 * 1024;
  private static final List<String> HEAD = List.of("executorId", "host", "pid", "level", "binding");

  private ReportRun() {}

  /** The reports as Jackson would write them, oldest first. */
  static List<ObjectNode> of(JsonNode run) {
    List<ObjectNode> reports = new ArrayList<>();
    int count = run.get("count").asInt();
    for (int i = 0; i < count; i++) {
      reports.add(one(run, i, count));
    }
    return reports;
  }

  private static ObjectNode one(JsonNode run, int i, int count) {
    Set<String> left = new HashSet<>();
    run.fieldNames().forEachRemaining(left::add);
    left.removeAll(List.of("fromMillis", "everyMillis", "count"));
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("timeMillis", run.get("fromMillis").asLong() + i * run.get("everyMillis").asLong());
    HEAD.forEach(
        name -> {
          report.set(name, run.get(name));
          left.remove(name);
        });
    for (RecordComponent part : ExecutorReport.class.getRecordComponents()) {
      if (part.getType().isRecord()) {
        ObjectNode figures = report.putObject(part.getName());
        boolean counted =
            part.getType() == ExecutorReport.Tasks.class
                || part.getType() == ExecutorReport.Cost.class;
        for (RecordComponent figure : part.getType().getRecordComponents()) {
          String shortName = shortName(figure.getName());
          JsonNode value = run.get(shortName);
          if (value != null) {
            left.remove(shortName);
            put(figures, figure, value, share(i, count));
          } else if (counted) {
            // What Headroom itself counts is never unknown.
            figures.put(figure.getName(), 0);
          }
        }
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("A report has no " + left);
    }
    return report;
  }

  private static double share(int i, int count) {
    return count == 1 ? 1 : (double) i / (count - 1);
  }

  private static String shortName(String name) {
    return name.replaceAll("BytesPerSecond$", "MiBs")
        .replaceAll("PerSecond$", "")
        .replaceAll("Bytes$", "MiB");
  }

  private static void put(ObjectNode node, RecordComponent figure, JsonNode value, double share) {
    String name = figure.getName();
    Class<?> type = figure.getType();
    if (!value.isNumber() && !value.isArray()) {
      node.set(name, value);
      return;
    }
    double from = value.isArray() ? value.get(0).asDouble() : value.asDouble();
    double to = value.isArray() ? value.get(1).asDouble() : from;
    double at = (from + (to - from) * share) * (name.contains("Bytes") ? MIB : 1);
    if (type == double.class) {
      node.put(name, at);
    } else {
      node.put(name, Math.round(at));
    }
  }
}
