/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * A job failed.
 *
 * @param message Spark's words, with the failed stage's reason within
 */
public record JobFailed(int jobId, String message, long timeMillis) {}
