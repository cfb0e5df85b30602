/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Memory PSI as shares of wall time, from the {@code total=} counters over the time since the
 * reading before: exact over any interval, where the kernel's avg10 lags by seconds. Not
 * thread-safe.
 *
 * <p>The cgroup's own file is used where there is one that can be read (v2, and the unified
 * hierarchy of a hybrid host), else the host's, and marked as such.
 */
final class PressureReader implements Closeable {
  private static final byte[] SOME = "some".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FULL = "full".getBytes(StandardCharsets.US_ASCII);
  private static final double NANOS_PER_MICRO = 1e3;

  private final KernelFile file;
  private final boolean own;
  private long previousNanos;
  private long previousSome = Reading.UNKNOWN;
  private long previousFull = Reading.UNKNOWN;

  private PressureReader(KernelFile file, boolean own, long nanoTime) {
    this.file = file;
    this.own = own;
    read(nanoTime);
  }

  /** Opens the best file there is. */
  static PressureReader open(Optional<Path> ownDir, Path procDir, long nanoTime) {
    if (ownDir.isPresent()) {
      KernelFile file = KernelFile.open(ownDir.get().resolve("memory.pressure"));
      // Open is not enough: with psi=0 the file is there and every read of it fails.
      int length = file.read();
      if (Reading.known(KernelText.psiTotal(file.buffer(), length, SOME))) {
        return new PressureReader(file, true, nanoTime);
      }
      file.close();
    }
    return new PressureReader(KernelFile.open(procDir.resolve("pressure/memory")), false, nanoTime);
  }

  /** Shares in [0, 1] since the reading before; {@code NaN} where a counter cannot be read. */
  SlowSample.Pressure read(long nanoTime) {
    int length = file.read();
    long some = KernelText.psiTotal(file.buffer(), length, SOME);
    long full = KernelText.psiTotal(file.buffer(), length, FULL);
    double micros = (nanoTime - previousNanos) / NANOS_PER_MICRO;
    SlowSample.Pressure pressure =
        new SlowSample.Pressure(
            share(previousSome, some, micros), share(previousFull, full, micros), own);
    previousNanos = nanoTime;
    previousSome = some;
    previousFull = full;
    return pressure;
  }

  private static double share(long before, long now, double elapsed) {
    return Reading.known(before) && Reading.known(now) && now >= before && elapsed > 0
        ? Math.min(1, (now - before) / elapsed)
        : Double.NaN;
  }

  Capability capability() {
    if (Reading.known(previousSome)) {
      return Capability.available(
          "memory PSI", own ? "own, " + file.path() : "of the whole host, " + file.path());
    }
    return Capability.unavailable(
        "memory PSI", file.problem().isEmpty() ? file.path() + " is no PSI file" : file.problem());
  }

  @Override
  public void close() {
    file.close();
  }
}
