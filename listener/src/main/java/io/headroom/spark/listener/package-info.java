/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What works with Spark's events: the live listener, which explains losses while the application
 * runs, and the one event class through which everything Headroom knows gets into the event log.
 */
package io.headroom.spark.listener;
