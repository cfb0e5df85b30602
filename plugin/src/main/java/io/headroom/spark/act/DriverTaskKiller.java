/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the driver kill the task, by {@code SparkContext.killTaskAttempt}: slower, but public API.
 */
public final class DriverTaskKiller implements TaskKiller {
  private static final Logger LOG = LoggerFactory.getLogger(DriverTaskKiller.class);

  /** Sends a request to the driver without waiting for an answer. */
  public interface Send {
    void request(long attemptId, String reason) throws IOException;
  }

  private final Send send;

  public DriverTaskKiller(Send send) {
    this.send = send;
  }

  @Override
  public String how() {
    return "by the driver";
  }

  @Override
  public boolean kill(long attemptId, String reason) {
    try {
      send.request(attemptId, reason);
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("Headroom: could not ask the driver to kill TID {}: {}", attemptId, e.toString());
      return false;
    }
  }
}
