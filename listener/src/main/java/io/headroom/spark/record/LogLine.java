/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * A line of a process's log.
 *
 * @param executorId whose log; "driver" for the driver's
 */
public record LogLine(String executorId, long timeMillis, String text) {}
