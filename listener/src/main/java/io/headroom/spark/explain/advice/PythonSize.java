/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.sparkSize;
import static io.headroom.spark.explain.Amounts.upTo64Mib;

/** What Python workers hold, and may hold. */
public final class PythonSize {
  private static final int DEFAULT_RECORDS = 10_000;
  private static final int LEAST_RECORDS = 100;

  private final InForce inForce;

  public PythonSize(InForce inForce) {
    this.inForce = inForce;
  }

  /** {@code spark.executor.pyspark.memory} is shared out: each worker may hold value / slots. */
  public long perWorkerBytes() {
    return inForce.pysparkBytes() / inForce.slots();
  }

  /** A quarter of the records that go to a worker at once. */
  public Advised smallerBatches() {
    int now =
        inForce
            .number("spark.sql.execution.arrow.maxRecordsPerBatch")
            .filter(records -> records > 0)
            .orElse((double) DEFAULT_RECORDS)
            .intValue();
    int wanted = Math.min(now, Math.max(LEAST_RECORDS, now / 4));
    return Advised.with(
        String.format(
            "Hand Python %d instead of %d records at once; this also works in a running session.",
            wanted, now),
        "spark.sql.execution.arrow.maxRecordsPerBatch",
        Integer.toString(wanted),
        "a quarter of the " + now + " in force");
  }

  /**
   * A higher bound for the workers; the container grows by it.
   *
   * @param peakBytes largest sum over all workers; −1 where not measured
   */
  public Advised largerBound(long peakBytes) {
    long now = inForce.pysparkBytes();
    long wanted = upTo64Mib(Math.max(now * 3 / 2, (long) (peakBytes * 1.2)));
    return Advised.with(
        String.format(
            "Allow all workers of an executor %s instead of %s: %s for each of %d tasks at once. The"
                + " container grows by as much.",
            mib(wanted), mib(now), mib(wanted / inForce.slots()), inForce.slots()),
        "spark.executor.pyspark.memory",
        sparkSize(wanted),
        "1.5 x the " + mib(now) + " in force");
  }
}
