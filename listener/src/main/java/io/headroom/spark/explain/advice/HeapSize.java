/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.sparkSize;
import static io.headroom.spark.explain.Amounts.upTo64Mib;

/** A larger heap, for when it ran full: half as much again, rounded up to 64 MiB. */
public final class HeapSize {
  private final InForce inForce;

  public HeapSize(InForce inForce) {
    this.inForce = inForce;
  }

  /** For the JVM that runs tasks. */
  public Advised advise() {
    return larger(inForce.heapKey(), inForce.heapBytes());
  }

  /** For the driver. */
  public Advised adviseDriver() {
    return larger("spark.driver.memory", inForce.driverHeapBytes());
  }

  private static Advised larger(String key, long now) {
    long heap = upTo64Mib(now * 3 / 2);
    return Advised.with(
        String.format(
            "If that is not enough, a heap of %s instead of %s; what is not heap needs its room"
                + " beside it as before.",
            mib(heap), mib(now)),
        key,
        sparkSize(heap),
        "1.5 x what is in force, which ran full");
  }
}
