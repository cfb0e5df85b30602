/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The few figures of {@code /proc/<pid>/stat} that tell whether a process works.
 *
 * @param state R running, S asleep, T stopped, Z ended but not yet reaped, …
 * @param cpuTicks CPU time in user and kernel mode, clock ticks
 * @param startTicks when it started, clock ticks after boot
 * @param residentPages resident memory, pages
 */
record ProcStat(char state, long cpuTicks, long startTicks, long residentPages) {
  /** Places after the command name, which is field 2 and may hold spaces and parentheses. */
  private static final int STATE = 0;

  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int START = 19;
  private static final int RSS = 21;

  /** The process with this pid now; empty where there is none or it cannot be read. */
  static Optional<ProcStat> of(long pid) {
    try {
      return parse(
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1));
    } catch (IOException goneOrHidden) {
      return Optional.empty();
    }
  }

  static Optional<ProcStat> parse(String line) {
    int afterName = line.lastIndexOf(')');
    if (afterName < 0) {
      return Optional.empty();
    }
    String[] fields = line.substring(afterName + 1).trim().split(" +", -1);
    if (fields.length <= RSS || fields[STATE].length() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcStat(
              fields[STATE].charAt(0),
              Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]),
              Long.parseLong(fields[START]),
              Long.parseLong(fields[RSS])));
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  /** True for a process that has ended and waits for its parent to notice. */
  boolean ended() {
    return state == 'Z' || state == 'X';
  }
}
