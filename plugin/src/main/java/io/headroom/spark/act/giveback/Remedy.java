/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.sense.Reading;
import java.time.Duration;

/** What is done in one attempt to give memory back, apart from when and how often. */
interface Remedy {
  /** Begins, without waiting for anything. Called on the housekeeping thread. */
  Running begin();

  /** How long after the end memory may still be falling; the result is read then. */
  Duration settling();

  /**
   * An attempt under way. It is polled, not waited for, so that the one housekeeping thread can do
   * something else meanwhile: while G1 is awaited for seconds, malloc arenas can be trimmed.
   */
  interface Running extends AutoCloseable {
    /**
     * Does the next piece of work, if it is time for one.
     *
     * @return null while the attempt goes on
     */
    Outcome poll();

    /** Puts back what the attempt changed. Called once it has ended, however it ended. */
    @Override
    void close();
  }

  /**
   * How an attempt ended.
   *
   * @param how what was done, in a few words for the log line
   * @param freedBytes where the attempt knows it better than a comparison of hard memory before and
   *     after can; else {@link Reading#UNKNOWN}
   */
  record Outcome(String how, long freedBytes) {
    static Outcome of(String how) {
      return new Outcome(how, Reading.UNKNOWN);
    }
  }
}
