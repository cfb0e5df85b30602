/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.tpch;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Compares answers with the shipped ones, row by row in order and value by value.
 *
 * <p>The shipped numbers are rounded, most to two decimals. A number is right when it rounds to the
 * shipped one: when it differs from it by at most half a unit of the last decimal that is shipped
 * (or, for long fractions, by at most one part in a thousand million). Everything else must be
 * equal as text.
 */
public final class TpchAnswers {
  private static final BigDecimal RELATIVE = new BigDecimal("1e-9");

  /** The least scale Spark gives to a quotient of decimals. */
  private static final int SPARK_DECIMALS = 6;

  private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

  private TpchAnswers() {}

  /** The first difference in words; empty when there is none. */
  public static Optional<String> difference(List<String> expected, List<String> actual) {
    if (expected.size() != actual.size()) {
      return Optional.of("expected " + expected.size() + " rows, got " + actual.size());
    }
    for (int row = 0; row < expected.size(); row++) {
      String[] left = expected.get(row).split("\\|", -1);
      String[] right = actual.get(row).split("\\|", -1);
      boolean same = left.length == right.length;
      for (int i = 0; same && i < left.length; i++) {
        same = sameValue(left[i].trim(), right[i].trim());
      }
      if (!same) {
        return Optional.of(
            "row " + (row + 1) + ": expected " + expected.get(row) + ", got " + actual.get(row));
      }
    }
    return Optional.empty();
  }

  static boolean sameValue(String expected, String actual) {
    if (expected.equals(actual)) {
      return true;
    }
    if (!expected.matches(NUMBER) || !actual.matches(NUMBER)) {
      return false;
    }
    BigDecimal shipped = new BigDecimal(expected);
    BigDecimal got = new BigDecimal(actual);
    BigDecimal difference = got.subtract(shipped).abs();
    BigDecimal relative = shipped.abs().multiply(RELATIVE);
    // A whole number is a count or a key as often as a rounded sum: those must be equal.
    BigDecimal allowed = shipped.scale() <= 0 ? relative : halfUnit(shipped, got).max(relative);
    return difference.compareTo(allowed) <= 0;
  }

  /** Half a unit of the last decimal that both have, where Spark gives at least six. */
  private static BigDecimal halfUnit(BigDecimal shipped, BigDecimal got) {
    int decimals = Math.min(shipped.scale(), Math.max(SPARK_DECIMALS, got.scale()));
    return new BigDecimal("0.5").scaleByPowerOfTen(-decimals);
  }
}
