/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Event logs of finished or running applications, read offline: found, decompressed, turned into
 * facts, and told with the diagnosis. Knows Spark's log format, by its own reading of it, and no
 * Spark type, so that one jar reads the logs of every version.
 */
package io.headroom.spark.doctor;
