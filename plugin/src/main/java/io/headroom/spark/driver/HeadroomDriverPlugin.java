/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import com.codahale.metrics.MetricRegistry;
import io.headroom.spark.conf.HeadroomConfException;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Spark calls on the driver. Passes each call on to {@link DriverHalf}. Bad configuration is
 * the one thing that is let through to Spark: it stops the driver before executors are asked for.
 * Whatever else goes wrong leaves an application without Headroom, and says so.
 */
public final class HeadroomDriverPlugin implements DriverPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(HeadroomDriverPlugin.class);

  private volatile DriverHalf half;

  /**
   * Starts the driver half.
   *
   * @throws HeadroomConfException if a {@code spark.headroom.*} key is unknown or has a bad value
   */
  @Override
  public Map<String, String> init(SparkContext context, PluginContext pluginContext) {
    try {
      half = DriverHalf.start(context, pluginContext);
    } catch (HeadroomConfException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Headroom: the driver half could not start; it is off", e);
    }
    return Map.of();
  }

  @Override
  public void registerMetrics(String appId, PluginContext pluginContext) {
    DriverHalf current = half;
    if (current != null) {
      try {
        MetricRegistry registry = pluginContext.metricRegistry();
        current.register(registry);
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("Headroom: no metrics on the driver", e);
      }
    }
  }

  @Override
  public Object receive(Object message) {
    DriverHalf current = half;
    try {
      return current == null ? null : current.receive(message);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Headroom: could not handle a message", e);
      return null;
    }
  }

  @Override
  public void shutdown() {
    DriverHalf current = half;
    half = null;
    if (current != null) {
      try {
        current.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("Headroom: the driver half could not end cleanly", e);
      }
    }
  }
}
