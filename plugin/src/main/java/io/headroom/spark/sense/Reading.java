/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

/** How an absent figure is written where an object per reading would cost an allocation. */
public final class Reading {
  /**
   * Stands for "not known". Every quantity read here is zero or more, so a negative one cannot be
   * mistaken for a figure.
   */
  public static final long UNKNOWN = -1;

  private Reading() {}

  /** True for a figure, false for {@link #UNKNOWN}. */
  public static boolean known(long value) {
    return value >= 0;
  }
}
