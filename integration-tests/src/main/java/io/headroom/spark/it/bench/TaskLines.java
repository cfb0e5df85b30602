/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A large event log made of a small real one: all its lines once, and those of its tasks again and
 * again, each time with new task ids and later times, as a longer run would have written them.
 */
final class TaskLines {
  private static final Pattern ID = Pattern.compile("\"Task ID\":(\\d+)");
  private static final Pattern TIME = Pattern.compile("\"(?:Launch|Finish) Time\":(\\d+)");

  private final List<String> head = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();
  private final List<String> tail = new ArrayList<>();

  /** Takes the lines of a real log apart. */
  TaskLines(Path log) throws IOException {
    for (String line : Files.readAllLines(log)) {
      boolean task = line.startsWith("{\"Event\":\"SparkListenerTask");
      (task ? tasks : tasks.isEmpty() ? head : tail).add(line);
    }
    if (tasks.isEmpty()) {
      throw new IOException("no tasks in " + log);
    }
  }

  /**
   * Writes a log of at least so many bytes.
   *
   * @return how many tasks ended in it
   */
  long write(Path target, long bytes) throws IOException {
    long ended = 0;
    long written = 0;
    try (BufferedWriter out = Files.newBufferedWriter(target)) {
      for (String line : head) {
        written += line(out, line);
      }
      for (long round = 0; written < bytes; round++) {
        for (String task : tasks) {
          written += line(out, later(task, round));
          ended += task.startsWith("{\"Event\":\"SparkListenerTaskEnd\"") ? 1 : 0;
        }
      }
      for (String line : tail) {
        line(out, line);
      }
    }
    return ended;
  }

  private String later(String line, long round) {
    String renumbered = shifted(line, ID, round * tasks.size());
    return shifted(renumbered, TIME, round * 1000);
  }

  private static String shifted(String line, Pattern number, long by) {
    Matcher matcher = number.matcher(line);
    StringBuilder shifted = new StringBuilder(line.length() + 8);
    int copied = 0;
    while (matcher.find()) {
      long value = Long.parseLong(matcher.group(1));
      shifted.append(line, copied, matcher.start(1)).append(value == 0 ? 0 : value + by);
      copied = matcher.end();
    }
    return shifted.append(line, copied, line.length()).toString();
  }

  private static long line(BufferedWriter out, String line) throws IOException {
    out.write(line);
    out.write('\n');
    return line.length() + 1L;
  }
}
