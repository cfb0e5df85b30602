/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.HeadroomLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the plugin's diagnoses from a driver's log, as a user would. */
final class DiagnosisLines {
  private static final Pattern LINE =
      Pattern.compile("Headroom: ([^:]+): (.*) \\[(possible|likely|certain): ([a-z-]+)\\]");

  /** The number of executors lost together may grow while they are told of. */
  private static final Pattern TOGETHER = Pattern.compile(" together with \\d+ others?");

  private DiagnosisLines() {}

  /** What was told last of each incident, in the order in which they were first told of. */
  static List<Told> of(String driverLog) {
    Map<String, Told> last = new LinkedHashMap<>();
    for (String line : HeadroomLog.linesOf(driverLog)) {
      Matcher found = LINE.matcher(line);
      if (found.find()) {
        String what = TOGETHER.matcher(found.group(1)).replaceAll("");
        last.put(what, new Told(what, found.group(4), found.group(3), found.group(2), false));
      }
    }
    return List.copyOf(last.values());
  }
}
