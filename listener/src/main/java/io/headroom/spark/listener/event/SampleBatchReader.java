/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ExecutorReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the batches of one log, in its order, back to reports, oldest first. Columns that are not
 * known are passed over, figures that are missing are unknown, and rows without an executor or a
 * time are none. Remembers who each executor is; confined to one thread.
 */
final class SampleBatchReader {
  /** Ten times what a batch has; a log that says more is damaged. */
  private static final int MOST_ROWS = 200_000;

  private static final int MOST_EXECUTORS = 20_000;

  private final Map<String, Identity> identities =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Identity> eldest) {
          return size() > MOST_EXECUTORS;
        }
      };

  List<ExecutorReport> read(HeadroomEvent event) {
    for (JsonNode who : event.get("who")) {
      Identity identity = Identity.read(who);
      identities.put(identity.executorId(), identity);
    }
    int rows = Math.max(0, Math.min(event.get("rows").asInt(0), MOST_ROWS));
    Columns columns = Columns.read(event.get("data").asText(""), rows);
    long[] id = columns.get("id", rows);
    long[] times = times(columns, id, event.get(EventKind.TIME).asLong(0));
    List<String> levels = texts(event.get("levels"));
    List<String> bindings = texts(event.get("bindings"));
    long[] level = columns.get("level", rows);
    long[] binding = columns.get("binding", rows);
    ExecutorIds ids = new ExecutorIds(texts(event.get("names")));
    Map<Integer, List<String>> notes = notes(event);
    Map<String, double[]> figures = ReportRow.figures(columns, rows);

    List<ExecutorReport> reports = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      String executorId = ids.id(id[i]);
      if (!executorId.isEmpty()) {
        reports.add(
            ReportRow.report(
                figures,
                i,
                identities.getOrDefault(executorId, Identity.unknown(executorId)),
                times[i],
                text(levels, level, i),
                text(bindings, binding, i),
                notes.getOrDefault(i, List.of())));
      }
    }
    reports.sort(Comparator.comparingLong(ExecutorReport::timeMillis));
    return reports;
  }

  /** As many as can be told. */
  private static long[] times(Columns columns, long[] id, long base) {
    long[] first = columns.get("first", id.length);
    long[] gap = columns.get("gap", id.length);
    long[] times = new long[Math.min(first.length, gap.length)];
    for (int i = 0; i < times.length; i++) {
      boolean another = i == 0 || id[i] != id[i - 1];
      times[i] =
          another
              ? base + first[i] * SampleBatchWriter.TIME_STEP_MILLIS
              : times[i - 1] + gap[i] * SampleBatchWriter.TIME_STEP_MILLIS;
    }
    return times;
  }

  private static Map<Integer, List<String>> notes(HeadroomEvent event) {
    Map<Integer, List<String>> notes = new HashMap<>();
    for (JsonNode note : event.get("notes")) {
      List<String> texts = texts(note.path("texts"));
      note.path("rows").forEach(row -> notes.put(row.asInt(-1), texts));
    }
    return notes;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText("")));
    return texts;
  }

  private static String text(List<String> texts, long[] index, int row) {
    boolean there = row < index.length && index[row] >= 0 && index[row] < texts.size();
    return there ? texts.get((int) index[row]) : "";
  }
}
