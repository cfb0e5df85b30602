/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ResourceProfile;

/**
 * What is known of one executor over its whole life.
 *
 * @param cores tasks at once; 0 where unknown
 * @param addedMillis when it registered; 0 where it never did
 * @param tasksEnded attempts that ended on it, well or not
 * @param profile what it was given, effective: defaults of Spark's filled in
 * @param peakHeapBytes largest heap use; −1 where not measured
 * @param peakJvmRssBytes largest resident size of the JVM; −1 where not measured
 * @param peakPythonBytes largest sum over its Python workers; −1 where not measured
 * @param peakHardBytes largest hard memory; −1 where not measured
 * @param collectionMillis time in collections; −1 where not measured
 */
public record ExecutorView(
    String executorId,
    String host,
    int cores,
    long addedMillis,
    long tasksEnded,
    ResourceProfile profile,
    long peakHeapBytes,
    long peakJvmRssBytes,
    long peakPythonBytes,
    long peakHardBytes,
    long collectionMillis) {}
