/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.conf.Units;
import io.headroom.spark.explain.Amounts;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the driver waits for a heartbeat. A longer wait helps against a stall that ends by
 * itself, and against nothing else: an executor that thrashes or is full stays so.
 */
public final class HeartbeatTimeout {
  private static final String OWN_KEY = "spark.storage.blockManagerHeartbeatTimeoutMs";
  private static final String NETWORK_KEY = "spark.network.timeout";
  private static final long DEFAULT_SECONDS = 120;
  private static final long STEP_SECONDS = 30;

  private final InForce inForce;

  public HeartbeatTimeout(InForce inForce) {
    this.inForce = inForce;
  }

  /** In force, in seconds. */
  public long seconds() {
    return Units.duration(inForce.text(OWN_KEY))
        .or(this::networkTimeout)
        .map(Duration::toSeconds)
        .filter(seconds -> seconds > 0)
        .orElse(DEFAULT_SECONDS);
  }

  /**
   * Twice the stall, for stalls that end by themselves.
   *
   * @param stallMillis how long it lasted
   */
  public Advised longer(long stallMillis) {
    long now = seconds();
    long wanted = Math.max(now, Amounts.roundUp(stallMillis * 2, 1000 * STEP_SECONDS) / 1000);
    String key = Units.duration(inForce.text(OWN_KEY)).isPresent() ? OWN_KEY : NETWORK_KEY;
    return Advised.with(
        String.format(
            "Until that is done, wait %d s instead of %d s for a heartbeat: such a silence ends by"
                + " itself.",
            wanted, now),
        key,
        wanted + "s",
        "2 x the stall, in steps of " + STEP_SECONDS + " s");
  }

  /** Why a longer wait is no remedy. */
  public static Advised refuse(String reason) {
    return Advised.only("Do not raise spark.network.timeout: " + reason);
  }

  private Optional<Duration> networkTimeout() {
    // A plain number is seconds here, other than in most of Spark's times.
    String text = inForce.text(NETWORK_KEY).strip();
    return Units.duration(text.matches("\\d+") ? text + "s" : text);
  }
}
