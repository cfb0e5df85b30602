/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.charset.StandardCharsets;

/**
 * One record of /dev/kmsg: {@code priority,sequence,microseconds,flags[,more];text}, followed by
 * lines of " KEY=value" that say nothing here.
 *
 * @param stampMicros the kernel's own clock, microseconds since boot
 * @param text the message, without its escapes
 * @see <a href="https://docs.kernel.org/admin-guide/abi-testing.html">ABI/testing/dev-kmsg</a>
 */
record KmsgRecord(long stampMicros, String text) {
  private static final int STAMP_FIELD = 2;

  /** Null for what is no such record. */
  static KmsgRecord parse(byte[] buffer, int length) {
    long stamp = stampMicros(buffer, length);
    if (!Reading.known(stamp)) {
      return null;
    }
    int semicolon = indexOf(buffer, 0, length, ';');
    int end = indexOf(buffer, semicolon, length, '\n');
    return end < 0 ? null : new KmsgRecord(stamp, unescape(buffer, semicolon + 1, end));
  }

  /** The record's stamp alone; unknown for what is no such record. */
  static long stampMicros(byte[] buffer, int length) {
    int semicolon = indexOf(buffer, 0, length, ';');
    if (semicolon < 0) {
      return Reading.UNKNOWN;
    }
    int from = 0;
    for (int field = 0; field < STAMP_FIELD; field++) {
      from = indexOf(buffer, from, semicolon, ',') + 1;
      if (from == 0) {
        return Reading.UNKNOWN;
      }
    }
    int to = indexOf(buffer, from, semicolon, ',');
    return KernelText.digits(buffer, from, to < 0 ? semicolon : to);
  }

  private static int indexOf(byte[] buffer, int from, int to, char wanted) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Bytes that are not printable, and backslashes, stand as {@code \xNN}. */
  private static String unescape(byte[] buffer, int from, int to) {
    byte[] out = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      int high = i + 3 < to && buffer[i] == '\\' && buffer[i + 1] == 'x' ? hex(buffer[i + 2]) : -1;
      int low = high < 0 ? -1 : hex(buffer[i + 3]);
      if (low < 0) {
        out[length++] = buffer[i];
      } else {
        out[length++] = (byte) (high << 4 | low);
        i += 3;
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static int hex(byte b) {
    return Character.digit(b, 16);
  }
}
