/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.LogLine;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which words tell of what. One word means one thing in an executor's end and another in the
 * driver's log: {@code OutOfMemoryError} there is the driver's own.
 */
final class Words {
  private static final int MOST_QUOTED = 240;

  /** Words of the driver about an executor or a task of one. */
  private static final Pattern OF_TASKS =
      Pattern.compile(
          "Lost task |Lost executor|Lost an executor|executor \\S+ exited|Removing exec");

  /** An error there ends Spark's heartbeats and neither a task nor the JVM. */
  private static final String HEARTBEAT_THREAD = "in thread executor-heartbeater";

  private Words() {}

  /** What was said of the executor's end, by Spark, its cluster manager or a log. */
  static Optional<Matcher> ofLoss(Incident incident, Pattern pattern) {
    return first(
        Stream.of(
                incident.lossTexts().stream(),
                incident.logLines().stream().map(LogLine::text),
                incident.messages().stream())
            .flatMap(texts -> texts),
        pattern);
  }

  /** What the executor's JVM and its tasks said. */
  static Optional<Matcher> ofTasks(Incident incident, Pattern pattern) {
    return first(taskTexts(incident), pattern);
  }

  /** What the driver said of itself. */
  static Optional<Matcher> ofDriver(Incident incident, Pattern pattern) {
    Stream<String> messages =
        incident.messages().stream().filter(text -> !OF_TASKS.matcher(text).find());
    Stream<String> lines =
        incident.logLines().stream()
            .filter(line -> line.executorId().equals("driver"))
            .map(LogLine::text)
            .filter(text -> !OF_TASKS.matcher(text).find());
    return first(Stream.concat(messages, lines), pattern);
  }

  /** What matched, on one line, as evidence. */
  static String quote(Matcher matcher) {
    return "\"" + shorten(matcher.group()) + "\"";
  }

  /** One line of at most some 240 characters. */
  static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MOST_QUOTED ? line : line.substring(0, MOST_QUOTED) + " ...";
  }

  /** How an executor is called in a sentence. */
  static String who(Incident incident) {
    if (incident.executorId().equals("driver")) {
      return "the driver";
    }
    return incident.executorId().isEmpty()
        ? "an executor"
        : "executor " + shorten(incident.executorId());
  }

  /** The same at the head of a sentence. */
  static String atHead(String who) {
    return who.substring(0, 1).toUpperCase(Locale.ROOT) + who.substring(1);
  }

  private static Stream<String> taskTexts(Incident incident) {
    return Stream.of(
            incident.exceptionTexts().stream(),
            incident.lossTexts().stream(),
            incident.messages().stream().filter(text -> OF_TASKS.matcher(text).find()),
            incident.logLines().stream()
                .filter(
                    line ->
                        !line.executorId().equals("driver")
                            || incident.executorId().equals("driver")
                            || OF_TASKS.matcher(line.text()).find())
                .filter(line -> !line.text().contains(HEARTBEAT_THREAD))
                .map(LogLine::text))
        .flatMap(texts -> texts);
  }

  private static Optional<Matcher> first(Stream<String> texts, Pattern pattern) {
    return texts.map(pattern::matcher).filter(Matcher::find).findFirst();
  }
}
