/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

/**
 * Allocation-free parsing of what the kernel writes. Every function works on the first {@code
 * length} bytes of a buffer, accepts {@link KernelFile#UNREADABLE} as a length, and answers {@link
 * Reading#UNKNOWN} for whatever is not exactly what the kernel would write: truncated (the kernel
 * ends every line), negative, too large for a long, empty, or garbage.
 */
final class KernelText {
  /** Stands for "max": no limit at this level. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private KernelText() {}

  /** A file that holds one number or the word {@code max}, and the end of the line. */
  static long number(byte[] buffer, int length) {
    if (length < 2 || buffer[length - 1] != '\n') {
      return Reading.UNKNOWN;
    }
    int end = length - 1;
    if (end == 3 && buffer[0] == 'm' && buffer[1] == 'a' && buffer[2] == 'x') {
      return UNLIMITED;
    }
    return digits(buffer, 0, end);
  }

  /** {@link #number(byte[], int)} of a file read now. */
  static long number(KernelFile file) {
    int length = file.read();
    return number(file.buffer(), length);
  }

  /** The decimal number that fills [from, to) completely. */
  static long digits(byte[] buffer, int from, int to) {
    if (from >= to) {
      return Reading.UNKNOWN;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return Reading.UNKNOWN;
      }
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return Reading.UNKNOWN;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * The {@code total=} figure of one line of a PSI file, in microseconds.
   *
   * @param kind how the line begins: {@code some} or {@code full}
   */
  static long psiTotal(byte[] buffer, int length, byte[] kind) {
    int start = 0;
    while (start < length) {
      int end = lineEnd(buffer, start, length);
      if (end < 0) {
        return Reading.UNKNOWN;
      }
      if (startsWith(buffer, start, end, kind) && buffer[start + kind.length] == ' ') {
        int total = indexOf(buffer, start, end, PSI_TOTAL);
        return total < 0 ? Reading.UNKNOWN : digits(buffer, total + PSI_TOTAL.length, end);
      }
      start = end + 1;
    }
    return Reading.UNKNOWN;
  }

  private static final byte[] PSI_TOTAL = {' ', 't', 'o', 't', 'a', 'l', '='};

  /** Where the line that begins at {@code start} ends, or -1 where its end is missing. */
  static int lineEnd(byte[] buffer, int start, int length) {
    for (int i = start; i < length; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** True where [start, end) begins with {@code prefix} and goes on after it. */
  private static boolean startsWith(byte[] buffer, int start, int end, byte[] prefix) {
    return end - start > prefix.length && regionEquals(buffer, start, prefix);
  }

  static boolean regionEquals(byte[] buffer, int start, byte[] other) {
    for (int i = 0; i < other.length; i++) {
      if (buffer[start + i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte[] buffer, int start, int end, byte[] wanted) {
    for (int i = start; i <= end - wanted.length; i++) {
      if (regionEquals(buffer, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** Sum of two figures; unknown where either is, or where the sum does not fit. */
  static long sum(long a, long b) {
    if (a < 0 || b < 0) {
      return Reading.UNKNOWN;
    }
    long sum = a + b;
    return sum < 0 ? Reading.UNKNOWN : sum;
  }

  /** {@code a - b}, not below 0 (two files are never read at the same instant). */
  static long difference(long a, long b) {
    return a < 0 || b < 0 ? Reading.UNKNOWN : Math.max(0, a - b);
  }

  /** The figure, or 0 where the kernel is too old to have it. */
  static long orZero(long value) {
    return Math.max(0, value);
  }
}
