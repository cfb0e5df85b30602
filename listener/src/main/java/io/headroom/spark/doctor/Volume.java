/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

/**
 * How much an application did. Bytes, and counts.
 *
 * @param failedTasks attempts that ended with an exception, with a failed fetch or with their
 *     executor
 * @param lastMillis time of the last event read, milliseconds since the epoch; 0 where none tells
 */
public record Volume(
    long tasks,
    long failedTasks,
    long failedJobs,
    long executorsAdded,
    long executorsRemoved,
    long inputBytes,
    long shuffleReadBytes,
    long shuffleWriteBytes,
    long memorySpilledBytes,
    long diskSpilledBytes,
    boolean measuredByHeadroom,
    long lastMillis) {}
