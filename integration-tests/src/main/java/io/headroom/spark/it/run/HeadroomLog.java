/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the plugin's lines in logs and what they say. The one place that knows their wording. */
public final class HeadroomLog {
  /** How each of its lines begins, after what the logger puts in front. */
  public static final String MARK = "Headroom:";

  private static final Pattern GATE_CLOSED = Pattern.compile("shutting the gate|holding TID");
  private static final Pattern ALARM =
      Pattern.compile("shutting the gate|shedding TID|-> (GATE|SHED) ");
  private static final Pattern ACTION =
      Pattern.compile(
          "shutting the gate|opening the gate|shedding TID|shed TID|holding TID|meant to free"
              + "|Python worker [0-9]|cap [0-9]+ ->");
  private static final Pattern WOULD = Pattern.compile("\\bwould\\b");
  private static final Pattern OWN_CPU = Pattern.compile("own CPU ([0-9.]+) s of ([0-9.]+) s");

  private HeadroomLog() {}

  /** The lines that are Headroom's, from its mark on. */
  public static List<String> linesOf(String log) {
    return log.lines().filter(l -> l.contains(MARK)).map(HeadroomLog::fromMark).toList();
  }

  /** The lines that tell of the ladder's upper steps: gate shut, task shed, level reached. */
  public static List<String> alarms(List<String> lines) {
    return lines.stream().filter(l -> ALARM.matcher(l).find()).toList();
  }

  /** The lines that tell of something done or undone, without those about what can be sensed. */
  public static List<String> actions(List<String> lines) {
    return lines.stream().filter(l -> ACTION.matcher(l).find()).toList();
  }

  /** Whether the gate was closed to a task at some point, by pressure or by the cap. */
  public static boolean gateClosed(List<String> lines) {
    return lines.stream().anyMatch(l -> GATE_CLOSED.matcher(l).find());
  }

  /** The lines that tell what would have been done, had the mode allowed it. */
  public static List<String> would(List<String> lines) {
    return lines.stream().filter(l -> WOULD.matcher(l).find()).toList();
  }

  /**
   * The part of the executors' CPU time that the plugin used itself, in percent; empty where no
   * executor came to tell its sum.
   */
  public static OptionalDouble ownCpuPercent(List<String> lines) {
    return lines.stream()
        .map(OWN_CPU::matcher)
        .filter(Matcher::find)
        .mapToDouble(m -> 100 * Double.parseDouble(m.group(1)) / Double.parseDouble(m.group(2)))
        .max();
  }

  private static String fromMark(String line) {
    return line.substring(line.indexOf(MARK));
  }
}
