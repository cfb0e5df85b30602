/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.sparkSize;
import static io.headroom.spark.explain.Amounts.upTo64Mib;

/**
 * {@code spark.driver.maxResultSize}: results are held in the driver's heap, twice while decoded.
 */
public final class ResultSize {
  private static final long DEFAULT = 1L << 30;

  private final InForce inForce;

  public ResultSize(InForce inForce) {
    this.inForce = inForce;
  }

  /**
   * @param reachedBytes the size at which the job was ended; its whole result is larger
   */
  public Advised advise(long reachedBytes) {
    long now = inForce.bytes("spark.driver.maxResultSize").orElse(DEFAULT);
    long wanted = upTo64Mib(Math.max(now, reachedBytes) * 2);
    long heap = inForce.driverHeapBytes();
    if (wanted * 2 > heap) {
      return Advised.only(
          String.format(
              "Do not just raise spark.driver.maxResultSize from %s: the driver's heap of %s could"
                  + " not hold the result and its decoded copy.",
              mib(now), mib(heap)));
    }
    return Advised.with(
        String.format(
            "If the result must come to the driver, allow %s instead of %s; the driver's heap of %s"
                + " can hold that.",
            mib(wanted), mib(now), mib(heap)),
        "spark.driver.maxResultSize",
        sparkSize(wanted),
        "2 x " + mib(Math.max(now, reachedBytes)) + ", at which the job was ended");
  }
}
