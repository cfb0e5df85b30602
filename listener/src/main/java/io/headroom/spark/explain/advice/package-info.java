/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What to do, as lines to paste. For one incident: sizes computed from what was measured, never
 * below what is in force. For a whole application: what its executors would need, what of it they
 * have, and what to change; facts flow into a few bounded sinks ({@link
 * io.headroom.spark.explain.advice.Peaks}, {@link io.headroom.spark.explain.advice.SpillSummary},
 * {@link io.headroom.spark.explain.advice.LeakSuspicion}) and pure classes make advice of them.
 * What was not measured is said to be so and nothing is advised by it.
 *
 * <p>Nothing here is safe for several threads: all of it belongs to the thread that feeds the
 * facts.
 */
package io.headroom.spark.explain.advice;
