/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Picks figures by key out of a file of lines "key value" (memory.stat, memory.events, vmstat) or
 * "Key: value kB" (meminfo, /proc/pid/status). By key and never by position: the kernel's
 * documentation warns that lines come and go. Figures in kB are turned into bytes.
 *
 * <p>Reused from sample to sample without allocating; not thread-safe.
 */
final class FlatKeyed {
  private static final int BYTES_PER_KB = 1024;

  private final byte[][] keys;
  private final long[] values;

  /** The order of the keys is the order of the indexes of {@link #value(int)}. */
  FlatKeyed(String... keys) {
    this.keys = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      this.keys[i] = keys[i].getBytes(StandardCharsets.US_ASCII);
    }
    this.values = new long[keys.length];
    Arrays.fill(values, Reading.UNKNOWN);
  }

  /** Reads the file now and takes the figures from it. */
  void read(KernelFile file) {
    int length = file.read();
    parse(file.buffer(), length);
  }

  /** Takes the figures; those that are absent or malformed become unknown. */
  void parse(byte[] buffer, int length) {
    Arrays.fill(values, Reading.UNKNOWN);
    int start = 0;
    while (start < length) {
      int end = KernelText.lineEnd(buffer, start, length);
      if (end < 0) {
        return; // A line without its end was cut off: its number may be too.
      }
      int keyEnd = keyEnd(buffer, start, end);
      int key = indexOfKey(buffer, start, keyEnd);
      if (key >= 0) {
        values[key] = valueAfter(buffer, keyEnd, end);
      }
      start = end + 1;
    }
  }

  /** The figure of the key at this index, or {@link Reading#UNKNOWN}. */
  long value(int index) {
    return values[index];
  }

  private static int keyEnd(byte[] buffer, int start, int end) {
    int i = start;
    while (i < end && buffer[i] != ' ' && buffer[i] != ':' && buffer[i] != '\t') {
      i++;
    }
    return i;
  }

  private int indexOfKey(byte[] buffer, int start, int keyEnd) {
    int length = keyEnd - start;
    for (int i = 0; i < keys.length; i++) {
      byte[] key = keys[i];
      if (key.length == length && KernelText.regionEquals(buffer, start, key)) {
        return i;
      }
    }
    return -1;
  }

  private static long valueAfter(byte[] buffer, int keyEnd, int end) {
    int start = keyEnd;
    if (start < end && buffer[start] == ':') {
      start++;
    }
    while (start < end && (buffer[start] == ' ' || buffer[start] == '\t')) {
      start++;
    }
    boolean kiloBytes =
        end - start > 3
            && buffer[end - 3] == ' '
            && buffer[end - 2] == 'k'
            && buffer[end - 1] == 'B';
    long value = KernelText.digits(buffer, start, kiloBytes ? end - 3 : end);
    if (!kiloBytes || value < 0) {
      return value;
    }
    return value > Long.MAX_VALUE / BYTES_PER_KB ? Reading.UNKNOWN : value * BYTES_PER_KB;
  }
}
