/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.judge.BackOff;
import org.slf4j.Logger;

/**
 * Observe mode: says what would be done at the same points and does nothing. As nothing is freed,
 * the back-off spaces the lines out as it would the attempts. Confined to the sampling thread.
 */
final class DryAttempts implements Attempts {
  private final String verb;
  private final BackOff backOff;
  private final Logger log;

  /**
   * @param verb completes "Headroom: would …"
   */
  DryAttempts(String verb, BackOff backOff, Logger log) {
    this.verb = verb;
    this.backOff = backOff;
    this.log = log;
  }

  @Override
  public boolean due(long nanoTime) {
    return backOff.due(nanoTime);
  }

  @Override
  public void begin(long nanoTime, long meantBytes, long limitBytes) {
    backOff.attempted(nanoTime, 0, limitBytes);
    log.info(
        "Headroom: would {} to free up to {} MiB of {} MiB",
        verb,
        meantBytes >> 20,
        limitBytes >> 20);
  }

  /** Nothing was tried, so nothing is known to give little. */
  @Override
  public boolean gaveLittle() {
    return false;
  }

  @Override
  public void close() {}
}
