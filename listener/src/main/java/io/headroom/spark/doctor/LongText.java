/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.TaskEnded;

/** Cuts what a log tells at more length than a diagnosis needs. */
final class LongText {
  private static final int MOST_CHARS = TaskEnded.MOST_STACK_CHARS;
  private static final String CAUSE = "\nCaused by: ";
  private static final String GAP = "\n\t...\n";

  private LongText() {}

  /**
   * Keeps the begin, and of the rest the last cause if the text is a stack trace, or else its end.
   * The last cause is what went wrong; what stands above it only passed it on.
   */
  static String cut(String text) {
    if (text.length() <= MOST_CHARS) {
      return text;
    }
    int half = MOST_CHARS / 2;
    int rest = half - GAP.length();
    int tail = text.length() - rest;
    int cause = text.lastIndexOf(CAUSE);
    int from = cause >= half ? cause + 1 : tail;
    return text.substring(0, half)
        + GAP
        + text.substring(from, Math.min(text.length(), from + rest));
  }
}
