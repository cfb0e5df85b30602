/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * The host's swap traffic and OOM kills, from /proc/vmstat; in a container too these are the
 * node's. Rates are over the time since the reading before. Not thread-safe.
 */
final class VmStat implements Closeable {
  private static final int SWAP_IN = 0;
  private static final int SWAP_OUT = 1;
  private static final int OOM_KILL = 2;
  private static final double NANOS_PER_SECOND = 1e9;

  private final KernelFile file;
  private final long pageSize;
  private final FlatKeyed values = new FlatKeyed("pswpin", "pswpout", "oom_kill");
  private long previousNanos;
  private long previousIn = Reading.UNKNOWN;
  private long previousOut = Reading.UNKNOWN;
  private double inPerSecond = Double.NaN;
  private double outPerSecond = Double.NaN;

  /**
   * @param pageSize bytes, {@link Reading#UNKNOWN} leaves the rates unknown
   */
  VmStat(Path procDir, long pageSize, long nanoTime) {
    this.file = KernelFile.open(procDir.resolve("vmstat"));
    this.pageSize = pageSize;
    read(nanoTime);
  }

  /** Reads the file; the figures below are of the latest reading. */
  void read(long nanoTime) {
    values.read(file);
    double seconds = (nanoTime - previousNanos) / NANOS_PER_SECOND;
    inPerSecond = rate(previousIn, values.value(SWAP_IN), seconds);
    outPerSecond = rate(previousOut, values.value(SWAP_OUT), seconds);
    previousIn = values.value(SWAP_IN);
    previousOut = values.value(SWAP_OUT);
    previousNanos = nanoTime;
  }

  private double rate(long before, long now, double seconds) {
    boolean known = Reading.known(before) && Reading.known(now) && Reading.known(pageSize);
    return known && now >= before && seconds > 0
        ? (now - before) * (double) pageSize / seconds
        : Double.NaN;
  }

  double swapInBytesPerSecond() {
    return inPerSecond;
  }

  double swapOutBytesPerSecond() {
    return outPerSecond;
  }

  /** {@code NaN} where nothing was written out. */
  double inOutRatio() {
    return outPerSecond > 0 ? inPerSecond / outPerSecond : Double.NaN;
  }

  /** Kills by any OOM killer on this host since boot. */
  long oomKills() {
    return values.value(OOM_KILL);
  }

  /** Why swap traffic cannot be told; empty where it can. */
  String problem() {
    if (!Reading.known(pageSize)) {
      return "the page size is not known";
    }
    if (!Reading.known(values.value(SWAP_IN))) {
      return file.problem().isEmpty() ? file.path() + " has no pswpin" : file.problem();
    }
    return "";
  }

  @Override
  public void close() {
    file.close();
  }
}
