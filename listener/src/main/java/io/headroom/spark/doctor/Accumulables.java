/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.nio.charset.StandardCharsets;

/**
 * Blanks the accumulables of a task in place, before its line is parsed: they are half of most
 * large logs and of no use here, and to find their end costs a fraction of parsing them. A line
 * keeps its length, so that what is said of its columns stays right.
 */
final class Accumulables {
  private static final byte[] NAME = "\"Accumulables\":[".getBytes(StandardCharsets.US_ASCII);

  private Accumulables() {}

  /** Blanks the elements of the first such array; a line without one, or cut in it, stays. */
  static void blank(byte[] line, int from, int to) {
    int begin = find(line, from, to);
    if (begin < 0) {
      return;
    }
    int end = end(line, begin, to);
    for (int i = begin; i < end; i++) {
      line[i] = ' ';
    }
  }

  /** Where the first element begins; −1 where there is no such array. */
  private static int find(byte[] line, int from, int to) {
    int last = to - NAME.length;
    for (int at = from; at <= last; at++) {
      // Its second byte is rare, and the first is not.
      if (line[at + 1] == 'A' && matches(line, at)) {
        return at + NAME.length;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] line, int at) {
    for (int i = 0; i < NAME.length; i++) {
      if (line[at + i] != NAME[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bracket that closes the array; where it began if there is none. */
  private static int end(byte[] line, int begin, int to) {
    int depth = 1;
    boolean text = false;
    for (int at = begin; at < to; at++) {
      byte b = line[at];
      if (b == '"') {
        text = !text;
      } else if (text) {
        // What a backslash escapes ends no text.
        at += b == '\\' ? 1 : 0;
      } else if (b == '[') {
        depth++;
      } else if (b == ']' && --depth == 0) {
        return at;
      }
    }
    return begin;
  }
}
