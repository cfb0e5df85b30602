/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * The host's memory, from /proc/meminfo; in a container too this is the node's. Not thread-safe.
 */
final class HostMemory implements Closeable {
  private static final int TOTAL = 0;
  private static final int AVAILABLE = 1;
  private static final int SWAP_TOTAL = 2;
  private static final int SWAP_FREE = 3;

  private final KernelFile file;
  private final FlatKeyed values =
      new FlatKeyed("MemTotal", "MemAvailable", "SwapTotal", "SwapFree");

  HostMemory(Path procDir) {
    file = KernelFile.open(procDir.resolve("meminfo"));
  }

  /** Reads the file; the figures below are of the latest reading. Allocates nothing. */
  void read() {
    values.read(file);
  }

  /** MemTotal; unknown also where it reads 0, which no running host has. */
  long total() {
    long total = values.value(TOTAL);
    return total == 0 ? Reading.UNKNOWN : total;
  }

  long available() {
    return values.value(AVAILABLE);
  }

  long swapTotal() {
    return values.value(SWAP_TOTAL);
  }

  long swapFree() {
    return values.value(SWAP_FREE);
  }

  /** What is in use and not available to anyone else: stands for hard where no cgroup counts. */
  long inUse() {
    return KernelText.difference(total(), available());
  }

  Capability capability() {
    read();
    return Reading.known(total()) && Reading.known(available())
        ? Capability.available("host memory", "MemTotal and MemAvailable of " + file.path())
        : Capability.unavailable(
            "host memory",
            file.problem().isEmpty() ? file.path() + " lacks MemAvailable" : file.problem());
  }

  @Override
  public void close() {
    file.close();
  }
}
