/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import io.headroom.spark.channel.StartingCapQuery;
import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.HeadroomConf.Mode;
import io.headroom.spark.conf.Keys;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the driver how many tasks this executor may start with, and does not wait long for it. */
final class StartingCap {
  private static final Logger LOG = LoggerFactory.getLogger(StartingCap.class);

  /** An answer takes milliseconds; an executor must not start late because a driver is busy. */
  private static final long PATIENCE_SECONDS = 2;

  private StartingCap() {}

  static int ask(PluginContext context, HeadroomConf conf, int slots, ExecutorService executor) {
    if (!conf.get(Keys.LEARNED_CAP_ENABLED) || conf.get(Keys.MODE) != Mode.ACT) {
      return slots;
    }
    Future<Object> answer = null;
    try {
      answer =
          executor.submit(() -> context.ask(new StartingCapQuery(context.executorID(), slots)));
      if (answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS) instanceof Integer cap) {
        return Math.max(1, Math.min(slots, cap));
      }
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.info("Headroom: the driver did not tell a cap to start with: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (answer != null) {
      answer.cancel(true);
    }
    return slots;
  }
}
