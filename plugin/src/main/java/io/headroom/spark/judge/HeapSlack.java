/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.Reading;

/**
 * What of the heap could be given back, and what of it stays. Pure. All sizes in bytes, {@link
 * Reading#UNKNOWN} where not known.
 */
final class HeapSlack {
  /** The live set grows a little while the heap shrinks to it. */
  static final double LIVE_MARGIN = 1.15;

  private HeapSlack() {}

  /**
   * Heap that is resident: the largest use seen, which can be neither more than what is committed
   * nor more than all that is charged.
   */
  static long touched(long largestUse, long committed, long hard) {
    if (!Reading.known(largestUse)) {
      return 0;
    }
    long resident = Math.min(largestUse, hard);
    return Reading.known(committed) ? Math.min(resident, committed) : resident;
  }

  /**
   * Heap that a collection could return: what is touched less 1.15 times the live set.
   *
   * @param live heap used after the last collection; {@code used} stands in before the first one
   */
  static long returnable(long touched, long live, long used) {
    long kept = Reading.known(live) ? live : used;
    return Reading.known(kept) ? Math.max(0, touched - Math.round(LIVE_MARGIN * kept)) : 0;
  }

  /**
   * Heap that is not judged as use, because it cannot grow into what is left: the touched heap
   * times the share of its maximum that is touched. A heap that is full stays where it is, so only
   * what is not heap can kill the container, and the whole of it is set aside; a heap hardly
   * touched is memory like any other, as it may still take the room that is left. A heap that may
   * outgrow the container ({@code max >= limit}) is never set aside.
   */
  static long held(long touched, long max, long limit) {
    if (touched <= 0 || max <= 0 || max >= limit) {
      return 0;
    }
    return (long) (touched * Math.min(1.0, (double) touched / max));
  }
}
