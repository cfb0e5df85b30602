/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What happened: the telemetry that executors send, and what Spark tells in its events, as plain
 * facts that are the same whether heard live or read from an event log of any supported version.
 */
package io.headroom.spark.record;
