/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark;

import io.headroom.spark.driver.HeadroomDriverPlugin;
import io.headroom.spark.executor.HeadroomExecutorPlugin;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Keeps executors below their container's memory limit. Users set {@code
 * spark.plugins=io.headroom.spark.HeadroomPlugin} and have the jar on the class path of driver and
 * executors.
 */
public final class HeadroomPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new HeadroomDriverPlugin();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new HeadroomExecutorPlugin();
  }
}
