/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * Memory and cores of one kind of executor, as requested. Bytes, −1 where not said.
 *
 * @param id 0 for the default profile
 */
public record ResourceProfile(
    int id,
    int cores,
    long memoryBytes,
    long overheadBytes,
    long offHeapBytes,
    long pysparkBytes) {}
