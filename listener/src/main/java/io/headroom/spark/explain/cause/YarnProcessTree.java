/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Incident;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process tree that a NodeManager dumps into its diagnostics when it kills a container: pid,
 * parent, group, session, name, user and system time, address space in bytes, resident pages.
 */
final class YarnProcessTree {
  private static final Pattern PROCESS =
      Pattern.compile(
          "\\|- \\d+ \\d+ \\d+ \\d+ \\(([^)\\n]*)\\) \\d+ \\d+ \\d+ (\\d{1,12}) ([^\\n]*)");

  private static final long PAGE_BYTES = 4096;

  private YarnProcessTree() {}

  /** For evidence: who held what; empty where no tree was dumped. */
  static String line(Incident incident) {
    long java = 0;
    long python = 0;
    long other = 0;
    int workers = 0;
    for (String text : incident.lossTexts()) {
      Matcher process = PROCESS.matcher(text);
      long javaHere = 0;
      long pythonHere = 0;
      long otherHere = 0;
      int workersHere = 0;
      while (process.find()) {
        long bytes = Long.parseLong(process.group(2)) * PAGE_BYTES;
        if (process.group(1).contains("python") || process.group(3).contains("pyspark.")) {
          pythonHere += bytes;
          workersHere++;
        } else if (process.group(1).equals("java")) {
          javaHere += bytes;
        } else {
          otherHere += bytes;
        }
      }
      // The same tree may be told by the removal and by each task: once is enough.
      if (javaHere + pythonHere + otherHere > java + python + other) {
        java = javaHere;
        python = pythonHere;
        other = otherHere;
        workers = workersHere;
      }
    }
    return java + python + other == 0
        ? ""
        : String.format(
            "YARN's process tree: Java %s, %d Python processes %s, others %s resident",
            Amounts.mib(java), workers, Amounts.mib(python), Amounts.mib(other));
  }
}
