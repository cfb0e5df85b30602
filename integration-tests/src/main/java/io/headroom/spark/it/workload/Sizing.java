/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.Serializable;

/**
 * The executors of a workload.
 *
 * @param executors how many
 * @param slots tasks at a time in each
 * @param heapMiB {@code spark.executor.memory}
 * @param limitMiB memory limit of each one's container
 */
public record Sizing(int executors, int slots, int heapMiB, int limitMiB) implements Serializable {
  /** One executor of four slots and 512 MiB of heap in a container of 896 MiB. */
  public static final Sizing STANDARD = new Sizing(1, 4, 512, 896);

  /** The limit in bytes. */
  public long limitBytes() {
    return (long) limitMiB << 20;
  }
}
