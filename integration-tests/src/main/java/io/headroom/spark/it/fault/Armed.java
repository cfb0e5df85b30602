/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.ContainerOptions;
import io.headroom.spark.it.cluster.Victim;
import java.io.IOException;

/** What a fault holds of the machine for the time of one run; closing it undoes everything. */
public interface Armed extends AutoCloseable {
  /** For faults that the application brings about by itself. */
  Armed BY_THE_WORKLOAD = victim -> {};

  /** What the executors' containers must have. */
  default ContainerOptions options() {
    return ContainerOptions.NONE;
  }

  /**
   * Does it, once, to an executor whose tasks have been running for some seconds. Must be quick.
   */
  void strike(Victim victim) throws IOException;

  @Override
  default void close() {}
}
