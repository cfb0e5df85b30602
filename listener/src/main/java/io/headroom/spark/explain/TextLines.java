/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.List;
import java.util.regex.Pattern;

/** What the texts on diagnoses and on advice have in common. Pure. */
final class TextLines {
  /** Beyond this a line is no longer read, and some log collectors cut it. */
  static final int MOST_CHARS = 2000;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private TextLines() {}

  static String oneLine(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /** Cuts what is too long for a line, and shows that it did. */
  static String cut(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS - 1) + "…";
  }

  /** For the end of a line; empty where there is nothing to paste. */
  static String pasteInLine(List<Setting> settings) {
    StringBuilder text = new StringBuilder();
    String before = " ; paste: ";
    for (Setting setting : settings) {
      text.append(before).append(oneLine(setting.line()));
      before = ", ";
    }
    return text.toString();
  }

  /** One line each, with where the value comes from. */
  static String pasteLines(List<Setting> settings) {
    StringBuilder text = new StringBuilder();
    for (Setting setting : settings) {
      text.append("  paste: ").append(oneLine(setting.line()));
      if (!setting.why().isBlank()) {
        text.append("   # ").append(oneLine(setting.why()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** One line each, what was seen. */
  static String seenLines(List<String> evidence) {
    StringBuilder text = new StringBuilder();
    evidence.forEach(seen -> text.append("  seen: ").append(oneLine(seen)).append('\n'));
    return text.toString();
  }
}
