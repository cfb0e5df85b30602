/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

/**
 * Which application this is.
 *
 * @param id Spark's application id
 * @param sparkVersion as Spark tells it, such as {@code 4.1.0}; empty where unknown
 */
public record Application(String id, String name, String sparkVersion, long startMillis) {}
