/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * A streaming query ended a micro-batch.
 *
 * @param query its name, or its id where it has none
 * @param runId changes with every restart of the query
 * @param timeMillis when the batch began
 * @param durationMillis how long the batch took; −1 where Spark does not tell
 * @param inputRows rows read
 * @param stateBytes memory of all its state stores, as they tell it; −1 where it has none
 */
public record StreamingProgress(
    String query,
    String runId,
    long batchId,
    long timeMillis,
    long durationMillis,
    long inputRows,
    long stateBytes) {}
