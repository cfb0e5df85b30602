/* SPDX-License-Identifier: Apache-2.0 */
/** What happened: the telemetry that executors send and the driver keeps. */
package io.headroom.spark.listener;
