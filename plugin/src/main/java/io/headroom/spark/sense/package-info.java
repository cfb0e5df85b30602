/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is really charged against the limit: readers of kernel files and JVM beans.
 *
 * <p>Every reader is fed a path, keeps its file open, and turns what it cannot read into a reason
 * ("unavailable because …") instead of a zero or an exception. No class here knows Spark, and none
 * decides anything.
 */
package io.headroom.spark.sense;
