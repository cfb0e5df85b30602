/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ExecutorReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Writes the reports of many executors as one event. The rows of one executor stand together, in
 * order of time, so that each figure lies close to the one before; see {@link ReportColumn} for how
 * exactly each one is kept. Times are kept to 200 ms.
 */
public final class SampleBatchWriter {
  static final long TIME_STEP_MILLIS = 200;

  private SampleBatchWriter() {}

  /**
   * Makes the event.
   *
   * @param reports at least one
   * @param introduce executor ids of which host, process id and collector are to be told as well
   */
  public static HeadroomEvent write(List<ExecutorReport> reports, Predicate<String> introduce) {
    List<ExecutorReport> rows = new ArrayList<>(reports);
    rows.sort(
        Comparator.comparingLong((ExecutorReport r) -> ExecutorIds.number(r.executorId()))
            .thenComparing(ExecutorReport::executorId)
            .thenComparingLong(ExecutorReport::timeMillis));
    long base = rows.stream().mapToLong(ExecutorReport::timeMillis).min().orElse(0);
    ExecutorIds ids = new ExecutorIds();
    Map<String, Integer> levels = new LinkedHashMap<>();
    Map<String, Integer> bindings = new LinkedHashMap<>();

    Columns columns = new Columns();
    columns.put("id", column(rows, r -> ids.code(r.executorId())));
    putTimes(columns, rows, base);
    columns.put("level", column(rows, r -> index(levels, r.level())));
    columns.put("binding", column(rows, r -> index(bindings, r.binding())));
    ReportColumn.ALL.forEach(c -> columns.put(c.name(), column(rows, c::code)));

    ObjectNode fields = EventKind.SAMPLES.begin(base);
    fields.put("rows", rows.size());
    addTexts(fields, "names", ids.names());
    addTexts(fields, "levels", levels.keySet());
    addTexts(fields, "bindings", bindings.keySet());
    addIdentities(fields, rows, introduce);
    addNotes(fields, rows);
    fields.put("data", columns.write());
    return HeadroomEvent.of(fields);
  }

  private static long[] column(List<ExecutorReport> rows, ToLongFunction<ExecutorReport> number) {
    return rows.stream().mapToLong(number).toArray();
  }

  /**
   * Reports come regularly, at another moment for each executor: {@code first} is that of the
   * executor's first row, {@code gap} the time since its row before. Where one says nothing it
   * repeats itself, as that costs nothing.
   */
  private static void putTimes(Columns columns, List<ExecutorReport> rows, long base) {
    long[] first = new long[rows.size()];
    long[] gap = new long[rows.size()];
    long time = 0;
    for (int i = 0; i < rows.size(); i++) {
      long now = (rows.get(i).timeMillis() - base + TIME_STEP_MILLIS / 2) / TIME_STEP_MILLIS;
      boolean another = i == 0 || !rows.get(i).executorId().equals(rows.get(i - 1).executorId());
      if (another) {
        first[i] = now;
        gap[i] = i == 0 ? 0 : gap[i - 1];
      } else {
        first[i] = first[i - 1];
        gap[i] = now - time;
      }
      time = now;
    }
    columns.put("first", first);
    columns.put("gap", gap);
  }

  private static int index(Map<String, Integer> texts, String text) {
    return texts.computeIfAbsent(text, absent -> texts.size());
  }

  private static void addTexts(ObjectNode fields, String name, Iterable<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    if (!array.isEmpty()) {
      fields.set(name, array);
    }
  }

  private static void addIdentities(
      ObjectNode fields, List<ExecutorReport> rows, Predicate<String> introduce) {
    Set<Identity> identities = new LinkedHashSet<>();
    rows.stream()
        .filter(report -> introduce.test(report.executorId()))
        .map(Identity::of)
        .forEach(identities::add);
    addObjects(fields, "who", identities, Identity::write);
  }

  /** On a uniform cluster all executors note the same, and with their first report only. */
  private static void addNotes(ObjectNode fields, List<ExecutorReport> rows) {
    Map<List<String>, List<Integer>> rowsByNotes = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).notes().isEmpty()) {
        rowsByNotes.computeIfAbsent(rows.get(i).notes(), absent -> new ArrayList<>()).add(i);
      }
    }
    addObjects(
        fields,
        "notes",
        rowsByNotes.entrySet(),
        entry -> {
          ObjectNode object = JsonNodeFactory.instance.objectNode();
          addTexts(object, "texts", entry.getKey());
          ArrayNode of = object.putArray("rows");
          entry.getValue().forEach(of::add);
          return object;
        });
  }

  private static <T> void addObjects(
      ObjectNode fields, String name, Iterable<T> things, Function<T, ObjectNode> write) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    things.forEach(thing -> array.add(write.apply(thing)));
    if (!array.isEmpty()) {
      fields.set(name, array);
    }
  }
}
