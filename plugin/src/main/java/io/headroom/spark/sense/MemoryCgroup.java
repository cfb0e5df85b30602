/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;

/**
 * The files of one memory cgroup. One implementation per version of the interface that the kernel
 * offers; all of them report what is charged here and below, in bytes, and {@link Reading#UNKNOWN}
 * for what cannot be read. No method throws. Not thread-safe.
 */
interface MemoryCgroup extends Closeable {
  /**
   * Fills in hard memory, usage, the event counters, and as limit the smallest one set on any
   * visible level ({@link KernelText#UNLIMITED} where none is). Allocates nothing.
   */
  void readFast(FastSample into);

  /** What is charged, by kind; reads the files anew. */
  SlowSample.CgroupMemory breakdown();

  /** Swapped out of this cgroup, as of the latest {@link #breakdown()}. */
  long swapUsed();

  /**
   * What this cgroup may swap, as of the latest {@link #breakdown()}; {@link KernelText#UNLIMITED}
   * where only the host's swap bounds it.
   */
  long swapLimit();

  /** Which level's limit bound in the latest fast reading, and how much could be seen. */
  String describeLimit();

  /** What hard memory is made of here, or why it cannot be read. */
  Capability hardMemory();

  /** Where the count of OOM kills comes from, or why there is none. */
  Capability oomCounter();

  @Override
  void close();
}
