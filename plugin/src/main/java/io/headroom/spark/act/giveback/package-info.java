/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Giving back what the JVM holds without need: free heap, and what malloc keeps of freed memory.
 *
 * <p>An action decides on the sampling thread whether an attempt is worthwhile and due; {@link
 * io.headroom.spark.act.giveback.MeasuredAttempts} carries it out on the housekeeping thread and
 * measures it; a {@link io.headroom.spark.act.giveback.Remedy} knows how. Every flag that is
 * changed is put back, however an attempt ends.
 */
package io.headroom.spark.act.giveback;
