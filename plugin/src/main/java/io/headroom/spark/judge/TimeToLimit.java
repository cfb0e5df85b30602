/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

/** How long until the limit is reached at the present growth. Pure. */
final class TimeToLimit {
  /** The share of the limit that counts as reached: the kernel kills at the last page. */
  static final double REACHED = 0.98;

  private TimeToLimit() {}

  /**
   * {@code (0.98 * limit - hard) / slope}. Above 96 % of the limit it is {@code (limit - hard) / 2
   * / slope}, which is the greater there, so that a container that stands still at 98 % (a heap of
   * nearly its size) is not taken for lost at the first stray page.
   *
   * @param hardBytes what is charged and cannot be dropped
   * @param limitBytes the effective limit, above 0
   * @param bytesPerSecond growth of hard, zero or more
   * @return seconds, zero or more; infinite without growth
   */
  static double seconds(long hardBytes, long limitBytes, double bytesPerSecond) {
    return seconds(hardBytes, limitBytes, bytesPerSecond, 0, 0);
  }

  /**
   * As above, where part of the growth is the heap's, which stops at its maximum: the heap counts
   * until it is full, and only the rest of the growth from then on. Without this every executor
   * that fills a heap of nine tenths of its container for the first time (0.65 GiB/s measured)
   * would seem to be lost.
   *
   * @param heapBytesPerSecond the heap's part of the growth, in [0, bytesPerSecond]
   * @param heapRoomBytes what the heap can still grow by
   */
  static double seconds(
      long hardBytes,
      long limitBytes,
      double bytesPerSecond,
      double heapBytesPerSecond,
      long heapRoomBytes) {
    if (!(bytesPerSecond > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double left =
        Math.max(0, Math.max(REACHED * limitBytes - hardBytes, (limitBytes - hardBytes) / 2.0));
    double together = left / bytesPerSecond;
    if (heapBytesPerSecond <= 0 || together * heapBytesPerSecond <= heapRoomBytes) {
      return together;
    }
    double rest = bytesPerSecond - heapBytesPerSecond;
    return rest > 0 ? (left - heapRoomBytes) / rest : Double.POSITIVE_INFINITY;
  }
}
