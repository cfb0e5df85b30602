/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Executor ids as whole numbers: Spark counts executors from 0 or 1, so nearly all of them are
 * numbers. An id that is not ("driver") is kept as text, and its number is its place among these.
 */
final class ExecutorIds {
  private static final int MOST_DIGITS = 15;

  private final List<String> names = new ArrayList<>();

  ExecutorIds() {}

  ExecutorIds(List<String> names) {
    this.names.addAll(names);
  }

  /** The ids that are no numbers. */
  List<String> names() {
    return names;
  }

  long code(String id) {
    long number = number(id);
    if (number >= 0) {
      return 2 * number;
    }
    int place = names.indexOf(id);
    if (place < 0) {
      place = names.size();
      names.add(id);
    }
    return 2L * place + 1;
  }

  /** The id of a code; empty for a code that no id can have. */
  String id(long code) {
    if (code < 0) {
      return "";
    }
    if (code % 2 == 0) {
      return Long.toString(code / 2);
    }
    return code / 2 < names.size() ? names.get((int) (code / 2)) : "";
  }

  /** The id as a number, −1 where it is none or would not read back as the same text. */
  static long number(String id) {
    if (id.isEmpty() || id.length() > MOST_DIGITS || (id.length() > 1 && id.charAt(0) == '0')) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < id.length(); i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
