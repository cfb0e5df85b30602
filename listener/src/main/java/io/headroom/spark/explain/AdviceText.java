/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.explain.advice.Advice;
import java.util.Locale;

/**
 * Advice on a whole application in words. The one place that makes them, so that the log and the
 * Doctor say the same sentence. Pure.
 */
public final class AdviceText {
  private AdviceText() {}

  /** What is the matter, what was seen and what to do. */
  public static String sentence(Advice advice) {
    return TextLines.cut(
        TextLines.oneLine(advice.headline()) + ": " + TextLines.oneLine(advice.sentence()));
  }

  /**
   * All on one line, for a log: {@code Headroom: advice: Executors need more memory: … [critical:
   * right-size] ; paste: key value, key value}.
   */
  public static String line(Advice advice) {
    return "Headroom: advice: "
        + sentence(advice)
        + ' '
        + mark(advice)
        + TextLines.pasteInLine(advice.settings());
  }

  /** The same on several lines, with the evidence; ends with a line break. */
  public static String paragraph(Advice advice) {
    return sentence(advice)
        + ' '
        + mark(advice)
        + '\n'
        + TextLines.seenLines(advice.evidence())
        + TextLines.pasteLines(advice.settings());
  }

  private static String mark(Advice advice) {
    return "[" + advice.severity().name().toLowerCase(Locale.ROOT) + ": " + advice.id() + "]";
  }
}
