/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.util.List;

/**
 * What a driver process answers.
 *
 * @param outcome how the application ended
 * @param message the failure in Spark's words, empty where there was none
 * @param value the result, empty where there was none
 * @param applicationId Spark's name for it
 * @param appSeconds from asking for a context to the result
 * @param jobSeconds from the workload's first line to the result
 * @param removed executors removed on the way
 * @param tasks what became of its task attempts
 */
public record Reply(
    Outcome outcome,
    String message,
    String value,
    String applicationId,
    double appSeconds,
    double jobSeconds,
    List<RemovedExecutor> removed,
    Tasks tasks) {}
