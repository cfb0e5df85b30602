/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * A stage attempt ended.
 *
 * @param failureReason Spark's words; empty where it did not fail
 * @param tasks how many it had
 */
public record StageEnded(
    int stageId,
    int attempt,
    String name,
    int tasks,
    int resourceProfileId,
    String failureReason,
    long startMillis,
    long timeMillis) {}
