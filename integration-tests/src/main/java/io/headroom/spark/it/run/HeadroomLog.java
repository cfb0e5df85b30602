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

  private static final Pattern GATE_CLOSED =
      Pattern.compile("(?i)\\bgate\\b.*\\bclosed\\b|\\bclos(ed|ing)\\b.*\\bgate\\b");
  private static final Pattern SHED = Pattern.compile("(?i)\\bshed(ding)?\\b.*\\btask\\b");
  private static final Pattern WOULD = Pattern.compile("(?i)\\bwould\\b");
  private static final Pattern GATE_WAIT =
      Pattern.compile("(?i)wait(?:ed)?\\D{0,40}?([0-9]+(?:\\.[0-9]+)?) ?(ms|s)\\b");
  private static final Pattern CPU_SHARE = Pattern.compile("(?i)cpu.*?([0-9]+(?:\\.[0-9]+)?) ?%");

  private HeadroomLog() {}

  /** The lines that are Headroom's, from its mark on. */
  public static List<String> linesOf(String log) {
    return log.lines().filter(l -> l.contains(MARK)).map(HeadroomLog::fromMark).toList();
  }

  /** The lines that tell of an action at or above the gate's threshold: gate closed, task shed. */
  public static List<String> alarms(List<String> lines) {
    return lines.stream()
        .filter(l -> GATE_CLOSED.matcher(l).find() || SHED.matcher(l).find())
        .toList();
  }

  /** Whether the gate was closed at some point. */
  public static boolean gateClosed(List<String> lines) {
    return lines.stream().anyMatch(l -> GATE_CLOSED.matcher(l).find());
  }

  /** The lines that tell what would have been done, had the mode allowed it. */
  public static List<String> would(List<String> lines) {
    return lines.stream().filter(l -> WOULD.matcher(l).find()).toList();
  }

  /** The longest wait at the gate that a line tells of, in seconds; 0 where none does. */
  public static double longestGateWaitSeconds(List<String> lines) {
    double longest = 0;
    for (String line : lines) {
      Matcher waited = GATE_WAIT.matcher(line);
      while (waited.find()) {
        double number = Double.parseDouble(waited.group(1));
        longest = Math.max(longest, waited.group(2).equals("ms") ? number / 1000 : number);
      }
    }
    return longest;
  }

  /** The part of the process's CPU time that the plugin says it used itself, in percent. */
  public static OptionalDouble ownCpuPercent(List<String> lines) {
    double highest = -1;
    for (String line : lines) {
      Matcher share = CPU_SHARE.matcher(line);
      if (share.find()) {
        highest = Math.max(highest, Double.parseDouble(share.group(1)));
      }
    }
    return highest < 0 ? OptionalDouble.empty() : OptionalDouble.of(highest);
  }

  private static String fromMark(String line) {
    return line.substring(line.indexOf(MARK));
  }
}
