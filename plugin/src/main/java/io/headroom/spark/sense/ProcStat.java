/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

/**
 * What /proc/pid/stat says of a process, as far as it is needed to build the tree.
 *
 * @param startTicks clock ticks after boot at which it started
 * @param zombie true for one that has ended and holds no memory any more
 */
record ProcStat(long pid, long parentPid, long startTicks, boolean zombie) {
  /** Field numbers of proc(5), less the two that stand before the closing parenthesis. */
  private static final int STATE = 0;

  private static final int PARENT_PID = 1;
  private static final int START_TIME = 19;

  /**
   * Null for what is no stat line. The second field is the command's name in parentheses, chosen by
   * the process: blanks, line ends and parentheses in it are data, and only the last closing
   * parenthesis ends it.
   */
  static ProcStat parse(byte[] buffer, int length) {
    int open = 0;
    while (open < length && buffer[open] != '(') {
      open++;
    }
    int close = length - 1;
    while (close > open && buffer[close] != ')') {
      close--;
    }
    if (close <= open || open < 2) {
      return null;
    }
    long pid = KernelText.digits(buffer, 0, open - 1);
    long parent = Reading.UNKNOWN;
    long start = Reading.UNKNOWN;
    boolean zombie = false;
    int from = close + 2;
    for (int field = STATE; field <= START_TIME && from < length; field++) {
      int to = from;
      while (to < length && buffer[to] != ' ' && buffer[to] != '\n') {
        to++;
      }
      if (to == length) {
        break; // Cut off: the last number may be.
      }
      if (field == STATE) {
        zombie = buffer[from] == 'Z' || buffer[from] == 'X';
      } else if (field == PARENT_PID) {
        parent = KernelText.digits(buffer, from, to);
      } else if (field == START_TIME) {
        start = KernelText.digits(buffer, from, to);
      }
      from = to + 1;
    }
    return pid > 0 && Reading.known(parent) && Reading.known(start)
        ? new ProcStat(pid, parent, start, zombie)
        : null;
  }
}
