/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.sense.Reading;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code jcmd System.trim_native_heap} answers, as in {@code Trim native heap: RSS+Swap:
 * 1077M->84804K (-994M)}. HotSpot writes each figure in the unit that keeps it above about 10, so
 * the units differ within one line.
 *
 * @param beforeBytes resident and swapped memory before, or {@link Reading#UNKNOWN}
 * @param afterBytes the same after, or {@link Reading#UNKNOWN}
 */
record TrimReply(long beforeBytes, long afterBytes) {
  private static final Pattern FIGURES =
      Pattern.compile("RSS\\+Swap:\\s*(\\d{1,15})([BKMG])\\s*->\\s*(\\d{1,15})([BKMG])");

  /** Reads a reply; both figures are unknown where it has none, as in "(no details available)". */
  static TrimReply parse(String reply) {
    Matcher figures = FIGURES.matcher(reply);
    if (!figures.find()) {
      return new TrimReply(Reading.UNKNOWN, Reading.UNKNOWN);
    }
    return new TrimReply(
        bytes(figures.group(1), figures.group(2)), bytes(figures.group(3), figures.group(4)));
  }

  /** Bytes freed, 0 where memory grew, {@link Reading#UNKNOWN} where the reply did not say. */
  long freedBytes() {
    return Reading.known(beforeBytes) ? Math.max(0, beforeBytes - afterBytes) : Reading.UNKNOWN;
  }

  private static long bytes(String number, String unit) {
    int shift =
        switch (unit) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    long value = Long.parseLong(number);
    return value > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : value << shift;
  }
}
