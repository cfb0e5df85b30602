/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import java.util.Arrays;

/**
 * Whole numbers as text, five bits to a character and the small ones in one: Base64 VLQ, as in
 * JavaScript's source maps.
 */
final class Vlq {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int BITS = 5;
  private static final int MORE = 1 << BITS;

  private Vlq() {}

  static String write(long[] numbers) {
    StringBuilder text = new StringBuilder(numbers.length + 16);
    for (long number : numbers) {
      long rest = number < 0 ? (-number << 1) | 1 : number << 1;
      do {
        long digit = rest & (MORE - 1);
        rest >>>= BITS;
        text.append(DIGITS.charAt((int) (rest == 0 ? digit : digit | MORE)));
      } while (rest != 0);
    }
    return text.toString();
  }

  /** As many of the numbers as can be read, at most {@code most}: a damaged text ends early. */
  static long[] read(String text, int most) {
    long[] numbers = new long[Math.min(most, text.length())];
    int count = 0;
    long number = 0;
    int shift = 0;
    for (int i = 0; i < text.length() && count < numbers.length; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || shift >= Long.SIZE) {
        break;
      }
      number |= (long) (digit & (MORE - 1)) << shift;
      shift += BITS;
      if ((digit & MORE) == 0) {
        numbers[count++] = (number & 1) == 0 ? number >>> 1 : -(number >>> 1);
        number = 0;
        shift = 0;
      }
    }
    return Arrays.copyOf(numbers, count);
  }
}
