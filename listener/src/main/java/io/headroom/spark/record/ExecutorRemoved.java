/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * Spark removed an executor.
 *
 * @param reason Spark's own words; often not the cause
 */
public record ExecutorRemoved(String executorId, String reason, long timeMillis) {}
