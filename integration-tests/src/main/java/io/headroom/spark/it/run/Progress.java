/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

/**
 * How far an application has come.
 *
 * @param tasks what became of its task attempts so far
 * @param executorsLost executors lost so far
 * @param running task attempts running now
 * @param seconds since it was started
 */
public record Progress(Tasks tasks, int executorsLost, int running, double seconds) {}
