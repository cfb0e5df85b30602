/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Optional;

/**
 * A floor that rises and does not stop to.
 *
 * <p>To be one, it has many windows and many tasks; it rises over all of them and over their last
 * half, hardly slower there, so that a cache that fills and levels off is none; each sixth's least
 * is above that of the sixth before by two fifths of its due at least, so that one step, or a walk
 * that happens to end high, is none; and it comes to more than noise.
 *
 * @param fromBytes by the fitted line, at its begin
 * @param toBytes the same at its end
 * @param millis how long it rose
 * @param tasks how many ended meanwhile
 * @param z of the whole, see {@link Trend}
 */
record Rise(long fromBytes, long toBytes, long millis, long tasks, int windows, double z) {
  static final int LEAST_WINDOWS = 24;
  static final int LEAST_TASKS = 50;

  /** One chance in a thousand. */
  private static final double LEAST_Z = 3.1;

  /** Half as many points reach it hardly by chance: one in a hundred. */
  private static final double LEAST_Z_LAST_HALF = 2.33;

  /** Growth like a logarithm has a third of its slope left by then, a leak all of it. */
  private static final double LEAST_OF_SLOPE_AT_LAST = 0.6;

  private static final double LEAST_OF_DUE = 0.4;
  private static final int PARTS = 6;

  /** First eighth: classes load, code compiles, buffers are pooled. */
  private static final int WARM_UP = 8;

  private static final long LEAST_BYTES = 64 * Mebibytes.MIB;
  private static final double LEAST_OF_ROOM = 0.05;

  /** Whatever the room: more than that is no noise. */
  private static final long ENOUGH_BYTES = 512 * Mebibytes.MIB;

  long bytes() {
    return toBytes - fromBytes;
  }

  double bytesPerMinute() {
    return bytes() * 60_000.0 / millis;
  }

  long bytesPerTask() {
    return bytes() / tasks;
  }

  /**
   * Empty where it does not rise so.
   *
   * @param roomBytes what the figure can fill: heap or container; a twentieth of it is the least
   *     that counts. 0 or less where not known
   */
  static Optional<Rise> of(Floor floor, long roomBytes) {
    int n = floor.windows();
    int from = n / WARM_UP;
    if (n - from < LEAST_WINDOWS) {
      return Optional.empty();
    }
    long[] times = floor.times();
    long[] values = floor.values();
    Trend all = Trend.of(times, values, from, n);
    Trend last = Trend.of(times, values, from + (n - from) / 2, n);
    long millis = times[n - 1] - times[from];
    long tasks = floor.tasks()[n - 1] - floor.tasks()[from];
    double bytes = all.slope() * millis;
    boolean rises =
        all.z() >= LEAST_Z
            && last.z() >= LEAST_Z_LAST_HALF
            && last.slope() >= LEAST_OF_SLOPE_AT_LAST * all.slope()
            && bytes >= Math.max(LEAST_BYTES, Math.min(ENOUGH_BYTES, LEAST_OF_ROOM * roomBytes))
            && tasks >= LEAST_TASKS
            && eachPartRises(times, values, from, n, all.slope());
    if (!rises) {
      return Optional.empty();
    }
    long end = values[n - 1];
    return Optional.of(
        new Rise(Math.max(0, end - (long) bytes), end, millis, tasks, n - from, all.z()));
  }

  private static boolean eachPartRises(
      long[] times, long[] values, int from, int to, double slope) {
    double due = slope * (times[to - 1] - times[from]) / PARTS;
    long before = 0;
    for (int part = 0; part < PARTS; part++) {
      int begin = from + (to - from) * part / PARTS;
      int end = from + (to - from) * (part + 1) / PARTS;
      long least = Long.MAX_VALUE;
      for (int i = begin; i < end; i++) {
        least = Math.min(least, values[i]);
      }
      if (part > 0 && least - before < LEAST_OF_DUE * due) {
        return false;
      }
      before = least;
    }
    return true;
  }
}
