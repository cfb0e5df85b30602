/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.conf.HeadroomConf;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** Reads our keys out of Spark's configuration. */
public final class SparkConfReader {
  private SparkConfReader() {}

  /**
   * Reads and checks them all.
   *
   * @throws io.headroom.spark.conf.HeadroomConfException naming each unknown key and bad value
   */
  public static HeadroomConf read(SparkConf conf) {
    Map<String, String> all = new HashMap<>();
    for (Tuple2<String, String> entry : conf.getAll()) {
      all.put(entry._1(), entry._2());
    }
    return HeadroomConf.parse(all);
  }
}
