/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The driver half: keeps the latest state of each executor, learns caps from losses, shows gauges.
 */
package io.headroom.spark.driver;
