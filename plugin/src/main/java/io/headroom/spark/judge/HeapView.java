/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;

/**
 * What is known of the heap between two slow samples. Not thread-safe; allocates nothing.
 *
 * <p>The heap's size comes once a second, hard every 25 ms. Where the fast sample brings the heap's
 * use, the touched heap is followed with it; otherwise the figure is up to a second old, which errs
 * on the safe side while the heap grows (the growth is judged as use).
 */
final class HeapView {
  private boolean returnable;
  private long largestUse = Reading.UNKNOWN;
  private long committed = Reading.UNKNOWN;
  private long max = Reading.UNKNOWN;
  private long live = Reading.UNKNOWN;
  private long used = Reading.UNKNOWN;

  void returnable(boolean yes) {
    returnable = yes;
  }

  void slow(SlowSample.Jvm jvm) {
    if (jvm == null) {
      return;
    }
    committed = jvm.heapCommittedBytes();
    max = jvm.heapMaxBytes();
    live = jvm.heapLiveBytes();
    used = jvm.heapUsedBytes();
    largestUse = Math.max(largestUse, Math.max(jvm.heapTouchedBytes(), used));
    if (Reading.known(committed)) {
      // A heap that shrank has given its pages back, whatever it once used.
      largestUse = Math.min(largestUse, committed);
    }
  }

  void fast(FastSample sample) {
    if (Reading.known(sample.heapUsedBytes)) {
      used = sample.heapUsedBytes;
      largestUse = Math.max(largestUse, used);
      if (Reading.known(committed)) {
        // It may have been expanded since the slow sample: what is used is committed.
        committed = Math.max(committed, used);
      }
    }
  }

  /** Forgets what a slow reader that went silent last said; what cannot change is kept. */
  void stale() {
    live = Reading.UNKNOWN;
    committed = Reading.UNKNOWN;
  }

  long touched(long hard) {
    return HeapSlack.touched(largestUse, committed, hard);
  }

  long slack(long touched) {
    return returnable ? HeapSlack.returnable(touched, live, used) : 0;
  }

  long held(long touched, long limit) {
    return HeapSlack.held(touched, max, limit);
  }

  /** What the heap can still grow by; 0 where unknown, so that no growth is laid to it. */
  long growthLeft(long touched) {
    return Math.max(0, max - touched);
  }
}
