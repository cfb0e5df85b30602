/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/** An executor registered with the driver. */
public record ExecutorAdded(
    String executorId, String host, int cores, int resourceProfileId, long timeMillis) {}
