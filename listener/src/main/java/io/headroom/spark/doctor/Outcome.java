/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.util.List;

/**
 * What became of all that the user asked to be looked at.
 *
 * @param applications whose logs were read, at least in part
 * @param sick of them, those with findings
 * @param problems what was given and could not be read, over all logs
 */
public record Outcome(int applications, int sick, List<Problem> problems) {
  /** Nothing was lost, and all was read. */
  public static final int HEALTHY = 0;

  /** At least one application lost something. */
  public static final int FINDINGS = 1;

  /** Something could not be read, whatever was found in the rest. */
  public static final int UNREADABLE = 2;

  public Outcome {
    problems = List.copyOf(problems);
  }

  /** The exit code of the process. */
  public int exitCode() {
    if (!problems.isEmpty()) {
      return UNREADABLE;
    }
    return sick > 0 ? FINDINGS : HEALTHY;
  }
}
