/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

/**
 * How often values of which size were seen: 16 buckets to each power of two, so that a quantile is
 * at most one sixteenth too high, and never too low. A fixed 8 KiB whatever is put in.
 */
final class LogHistogram {
  /** 2^4 buckets to a power of two. */
  private static final int PRECISION_BITS = 4;

  private static final int BUCKETS_PER_POWER = 1 << PRECISION_BITS;

  private final long[] counts = new long[(64 - PRECISION_BITS) * BUCKETS_PER_POWER];
  private long total;
  private long max;

  /** Counts a value; negative ones count as 0. */
  void add(long value) {
    long known = Math.max(0, value);
    counts[bucket(known)]++;
    total++;
    max = Math.max(max, known);
  }

  long count() {
    return total;
  }

  /** The largest value; 0 where there is none. */
  long max() {
    return max;
  }

  /**
   * The value that the given share of all values does not exceed.
   *
   * @param share 0 to 1
   * @return 0 where there is none
   */
  long quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(max, highest(i));
      }
    }
    return max;
  }

  private static int bucket(long value) {
    if (value < BUCKETS_PER_POWER) {
      return (int) value;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(value);
    int within = (int) (value >>> (exponent - PRECISION_BITS)) & (BUCKETS_PER_POWER - 1);
    return (exponent - PRECISION_BITS + 1) * BUCKETS_PER_POWER + within;
  }

  private static long highest(int bucket) {
    if (bucket < BUCKETS_PER_POWER) {
      return bucket;
    }
    int shift = bucket / BUCKETS_PER_POWER - 1;
    long lowest = (long) (BUCKETS_PER_POWER + bucket % BUCKETS_PER_POWER) << shift;
    return lowest + (1L << shift) - 1;
  }
}
