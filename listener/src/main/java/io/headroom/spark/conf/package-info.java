/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What can be configured: every {@code spark.headroom.*} key, once, with its type, default, bounds
 * and meaning.
 *
 * <p>{@link io.headroom.spark.conf.Keys} is the list, {@link io.headroom.spark.conf.HeadroomConf}
 * reads it, {@link io.headroom.spark.conf.ConfigurationPage} writes it down. No class here knows
 * Spark: settings come in as a map of strings.
 */
package io.headroom.spark.conf;
