/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Comparator;
import java.util.List;

/** Failure texts of stages and jobs that belong to one incident: the first few, each once. */
final class Messages {
  static final int MOST = 8;
  static final int MOST_CHARS = 8 * 1024;

  /** Spark ends a job's message so; the stage's, else the same, ends without it. */
  private static final String TAIL = "Driver stacktrace:";

  private record Told(long timeMillis, String text) {}

  private final Kept<Told> told =
      Kept.first(Comparator.comparingLong(Told::timeMillis).thenComparing(Told::text));

  /** Whether it says something new. */
  boolean add(String message, long timeMillis) {
    String text = message.strip();
    if (text.endsWith(TAIL)) {
      text = text.substring(0, text.length() - TAIL.length()).strip();
    }
    text = Samples.cut(text, MOST_CHARS);
    for (Told before : told.items()) {
      if (before.text().equals(text)) {
        return false;
      }
    }
    return told.add(new Told(timeMillis, text), MOST);
  }

  List<String> texts() {
    return told.items().stream().map(Told::text).toList();
  }
}
