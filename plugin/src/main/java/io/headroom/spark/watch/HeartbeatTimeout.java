/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import java.time.Duration;
import org.apache.spark.SparkConf;

/**
 * After how long without a heartbeat Spark gives an executor up.
 *
 * @param after how long
 * @param key the setting that says so
 */
public record HeartbeatTimeout(Duration after, String key) {
  private static final String OWN = "spark.storage.blockManagerHeartbeatTimeoutMs";
  private static final String GENERAL = "spark.network.timeout";
  private static final String DEFAULT = "120s";

  /** As HeartbeatReceiver reads it. */
  public static HeartbeatTimeout of(SparkConf conf) {
    return conf.contains(OWN)
        ? new HeartbeatTimeout(Duration.ofMillis(conf.getTimeAsMs(OWN)), OWN)
        : new HeartbeatTimeout(
            Duration.ofSeconds(conf.getTimeAsSeconds(GENERAL, DEFAULT)), GENERAL);
  }
}
