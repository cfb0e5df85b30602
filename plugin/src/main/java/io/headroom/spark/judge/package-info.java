/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How bad it is and what may be done: pure functions and small state machines over samples. No I/O,
 * no clock of its own (time comes in with each call), no Spark type.
 */
package io.headroom.spark.judge;
