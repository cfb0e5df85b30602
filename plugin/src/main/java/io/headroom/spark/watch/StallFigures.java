/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;

/**
 * Makes shares and rates out of the counters of one report and the one before. Belongs to the
 * sampling thread.
 */
final class StallFigures {
  private static final ExecutorReport.Stalls NONE =
      new ExecutorReport.Stalls(
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          0,
          true);

  private SlowSample before;
  private ExecutorReport.Stalls latest = NONE;

  /** Of the time between the slow sample given last and this one; the same again for the same. */
  ExecutorReport.Stalls since(SlowSample slow) {
    if (slow == null || (before != null && slow.nanoTime() == before.nanoTime())) {
      return latest;
    }
    latest =
        new ExecutorReport.Stalls(
            slow.pressure().some(),
            slow.pressure().full(),
            before == null
                ? Double.NaN
                : perSecond(
                        before.jvm().collectionMillis(),
                        slow.jvm().collectionMillis(),
                        seconds(slow))
                    / 1000,
            slow.cpu().throttledShare(),
            slow.swap().inBytesPerSecond(),
            slow.swap().outBytesPerSecond(),
            before == null
                ? Double.NaN
                : perSecond(
                    before.cgroup().majorFaults(), slow.cgroup().majorFaults(), seconds(slow)),
            0,
            true);
    before = slow;
    return latest;
  }

  private double seconds(SlowSample slow) {
    return (slow.nanoTime() - before.nanoTime()) / 1e9;
  }

  private static double perSecond(long from, long to, double seconds) {
    return Reading.known(from) && Reading.known(to) && seconds > 0
        ? Math.max(0, to - from) / seconds
        : Double.NaN;
  }
}
