/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.util.Map;

/**
 * The application's configuration.
 *
 * @param spark Spark's properties, redacted as Spark logs them
 * @param jvm the driver's JVM and system properties that tell its version and flags
 */
public record Environment(Map<String, String> spark, Map<String, String> jvm) {
  public Environment {
    spark = Map.copyOf(spark);
    jvm = Map.copyOf(jvm);
  }
}
