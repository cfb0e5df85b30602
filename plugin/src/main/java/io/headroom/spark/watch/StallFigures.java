/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Tells what kept this process from running: shares and rates out of the counters of one slow
 * sample and the one before, the longest hiccup, and whether heartbeats go on. Belongs to the
 * sampling thread.
 */
public final class StallFigures {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Hiccups hiccups;
  private final HeartbeatThread heartbeats;
  private SlowSample before;
  private SlowSample latest;
  private double collectionShare = Double.NaN;
  private double majorFaultsPerSecond = Double.NaN;

  /**
   * Of this process.
   *
   * @param hiccups filled by the sampler
   * @param heartbeatThread name of the thread that sends Spark's heartbeats
   */
  public StallFigures(Hiccups hiccups, String heartbeatThread) {
    this.hiccups = hiccups;
    this.heartbeats = new HeartbeatThread(heartbeatThread);
  }

  /**
   * As of now.
   *
   * @param slow the latest slow sample; null before the first one
   * @param report number of the report that tells it
   */
  ExecutorReport.Stalls now(long nanoTime, SlowSample slow, long report) {
    if (slow != null && (latest == null || slow.nanoTime() != latest.nanoTime())) {
      before = latest;
      latest = slow;
      collectionShare =
          perSecond(SlowSample::jvm, SlowSample.Jvm::collectionMillis) / MILLIS_PER_SECOND;
      majorFaultsPerSecond = perSecond(SlowSample::cgroup, SlowSample.CgroupMemory::majorFaults);
    }
    boolean none = latest == null;
    return new ExecutorReport.Stalls(
        none ? Double.NaN : latest.pressure().some(),
        none ? Double.NaN : latest.pressure().full(),
        collectionShare,
        none ? Double.NaN : latest.cpu().throttledShare(),
        none ? Double.NaN : latest.swap().inBytesPerSecond(),
        none ? Double.NaN : latest.swap().outBytesPerSecond(),
        majorFaultsPerSecond,
        hiccups.longestMillis(report),
        heartbeats.alive(nanoTime));
  }

  private <T> double perSecond(Function<SlowSample, T> part, ToLongFunction<T> counter) {
    if (before == null) {
      return Double.NaN;
    }
    long from = counter.applyAsLong(part.apply(before));
    long to = counter.applyAsLong(part.apply(latest));
    double seconds = (latest.nanoTime() - before.nanoTime()) / 1e9;
    return Reading.known(from) && Reading.known(to) && seconds > 0
        ? Math.max(0, to - from) / seconds
        : Double.NaN;
  }
}
