/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

/**
 * Turns a figure into a whole number with a step that grows with the figure: one unit up to
 * 2<sup>bits</sup> units, beyond that the largest power of two of units that stays within
 * 2<sup>1−bits</sup> of the figure. The error is half a step, so at most half a unit or
 * 2<sup>−bits</sup> of the figure. The numbers keep the order of the figures and lie close for
 * close figures, so their differences are small. It is the bucket rule of HdrHistogram.
 *
 * <p>Immutable. A figure that was read back turns into the same number again.
 *
 * @param unit what 1 stands for, greater than 0
 * @param bits 1 to 50; 50 keeps every whole unit that occurs
 * @param signed whether figures below 0 mean something; where not, they are unknown
 */
record Scale(double unit, int bits, boolean signed) {
  /** Stands for a figure that is not known. */
  static final long UNKNOWN = -1;

  /** Stands for a figure without bound. */
  static final long INFINITE = -2;

  private static final long MOST_UNITS = 1L << 52;

  Scale {
    if (!(unit > 0) || bits < 1 || bits > 50) {
      throw new IllegalArgumentException(
          "unit must be > 0 and bits 1 to 50: " + unit + ", " + bits);
    }
  }

  /** For figures from 0 up. */
  static Scale of(double unit, int bits) {
    return new Scale(unit, bits, false);
  }

  /** The number of a figure; NaN is unknown. */
  long code(double figure) {
    if (Double.isNaN(figure) || (figure < 0 && !signed) || figure == Double.NEGATIVE_INFINITY) {
      return UNKNOWN;
    }
    if (figure == Double.POSITIVE_INFINITY) {
      return INFINITE;
    }
    long units = (long) Math.min(Math.rint(Math.abs(figure) / unit), MOST_UNITS);
    long code = shorten(units);
    if (!signed) {
      return code;
    }
    return figure < 0 && code > 0 ? 2 * code - 1 : 2 * code;
  }

  /** The figure of a number; NaN where it is unknown. */
  double figure(long code) {
    if (code == INFINITE) {
      return Double.POSITIVE_INFINITY;
    }
    if (code < 0) {
      return Double.NaN;
    }
    if (!signed) {
      return lengthen(code) * unit;
    }
    return code % 2 == 0 ? lengthen(code / 2) * unit : -(lengthen((code + 1) / 2) * unit);
  }

  private long shorten(long units) {
    if (units < 1L << bits) {
      return units;
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(units) - bits;
    long mantissa = (units + (1L << (shift - 1))) >> shift;
    if (mantissa == 1L << bits) {
      mantissa >>= 1;
      shift++;
    }
    return mantissa + ((long) shift << (bits - 1));
  }

  private double lengthen(long code) {
    if (code < 1L << bits) {
      return code;
    }
    long shift = (code >> (bits - 1)) - 1;
    long mantissa = code - (shift << (bits - 1));
    // By way of double, as a damaged number may ask for a shift beyond 63.
    return Math.scalb((double) mantissa, (int) Math.min(shift, Double.MAX_EXPONENT));
  }
}
