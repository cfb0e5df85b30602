/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How long the own cgroup was held back by its CPU quota, from cpu.stat: {@code throttled_time} in
 * nanoseconds on v1, {@code throttled_usec} on v2. The kernel adds the time up over CPUs, so the
 * share is capped at 1. Not thread-safe.
 */
final class CpuThrottling implements Closeable {
  private static final int PERIODS = 0;
  private static final int TIME = 1;

  private final KernelFile file; // null without a CPU cgroup
  private final FlatKeyed values;
  private final double nanosPerUnit;
  private long previousNanos;
  private long previousTime = Reading.UNKNOWN;

  /**
   * @param version 1 or 2; ignored without a directory
   */
  CpuThrottling(Optional<Path> cpuDir, int version, long nanoTime) {
    file = cpuDir.map(dir -> KernelFile.open(dir.resolve("cpu.stat"))).orElse(null);
    values = new FlatKeyed("nr_throttled", version == 1 ? "throttled_time" : "throttled_usec");
    nanosPerUnit = version == 1 ? 1 : 1e3;
    read(nanoTime);
  }

  /** The share since the reading before. */
  SlowSample.Cpu read(long nanoTime) {
    if (file == null) {
      return new SlowSample.Cpu(Double.NaN, Reading.UNKNOWN);
    }
    values.read(file);
    long time = values.value(TIME);
    double elapsed = nanoTime - previousNanos;
    double share =
        Reading.known(previousTime) && Reading.known(time) && time >= previousTime && elapsed > 0
            ? Math.min(1, (time - previousTime) * nanosPerUnit / elapsed)
            : Double.NaN;
    previousTime = time;
    previousNanos = nanoTime;
    return new SlowSample.Cpu(share, values.value(PERIODS));
  }

  Capability capability() {
    String name = "CPU throttling";
    if (file == null) {
      return Capability.unavailable(name, "this process is in no CPU cgroup below the root");
    }
    if (Reading.known(previousTime)) {
      return Capability.available(name, file.path().toString());
    }
    return Capability.unavailable(
        name, file.problem().isEmpty() ? file.path() + " counts no throttling" : file.problem());
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
