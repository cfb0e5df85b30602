/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a workload works with.
 *
 * @param spark the application's context
 * @param scratch a directory of this run's own, seen by driver and executors alike
 */
public record RunContext(JavaSparkContext spark, Path scratch) {
  /** A session on the application's context. */
  public SparkSession session() {
    return SparkSession.builder().config(spark.getConf()).getOrCreate();
  }
}
