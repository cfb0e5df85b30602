/* SPDX-License-Identifier: Apache-2.0 */
/** What executors ask of the driver. Reports are telemetry and live with the listener. */
package io.headroom.spark.channel;
