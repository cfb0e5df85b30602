/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.charset.StandardCharsets;

/**
 * What /proc/pid/stat or /proc/pid/task/tid/stat says of a process or one of its threads that is
 * looked at from outside.
 *
 * @param command the thread's name, at most 15 bytes of it
 * @param state the kernel's letter
 * @param majorFaults since it began; of the whole process in a process's file
 * @param cpuTicks CPU time in user and kernel mode, clock ticks; likewise
 * @param startTicks clock ticks after boot at which it started
 */
record ThreadStat(String command, char state, long majorFaults, long cpuTicks, long startTicks) {
  /** Field numbers of proc(5), less the two that stand before the closing parenthesis. */
  private static final int STATE = 0;

  private static final int MAJOR_FAULTS = 9;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int START_TIME = 19;

  /** Null for what is no complete stat line. */
  static ThreadStat parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')'); // The name may hold parentheses of its own.
    if (open < 0 || close < open) {
      return null;
    }
    String[] fields = line.substring(close + 1).trim().split(" ", -1);
    // One field more than needed: the last one of a line that was cut off may be cut off itself.
    if (fields.length <= START_TIME + 1 || fields[STATE].length() != 1) {
      return null;
    }
    long user = number(fields[USER_TIME]);
    long system = number(fields[SYSTEM_TIME]);
    long faults = number(fields[MAJOR_FAULTS]);
    long start = number(fields[START_TIME]);
    return Reading.known(user)
            && Reading.known(system)
            && Reading.known(faults)
            && Reading.known(start)
        ? new ThreadStat(
            line.substring(open + 1, close),
            fields[STATE].charAt(0),
            faults,
            KernelText.sum(user, system),
            start)
        : null;
  }

  private static long number(String field) {
    byte[] digits = field.getBytes(StandardCharsets.UTF_8);
    return KernelText.digits(digits, 0, digits.length);
  }
}
