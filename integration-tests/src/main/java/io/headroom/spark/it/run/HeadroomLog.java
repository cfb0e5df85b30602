/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.util.List;

/** Finds the plugin's lines in logs. */
public final class HeadroomLog {
  /** How each of its lines begins, after what the logger puts in front. */
  public static final String MARK = "Headroom:";

  private HeadroomLog() {}

  /** The lines that are Headroom's, from its mark on. */
  public static List<String> linesOf(String log) {
    return log.lines().filter(l -> l.contains(MARK)).map(HeadroomLog::fromMark).toList();
  }

  private static String fromMark(String line) {
    return line.substring(line.indexOf(MARK));
  }
}
