/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

/** Makes attempts to give memory back, spaced so that what gives little is tried seldom. */
interface Attempts extends AutoCloseable {
  /** True if an attempt may begin now. Called on the sampling thread; takes no time. */
  boolean due(long nanoTime);

  /**
   * Begins an attempt; returns at once. To be called only when {@link #due}.
   *
   * @param meantBytes what it may free at most, by the figures known now
   */
  void begin(long nanoTime, long meantBytes, long limitBytes);

  /** True while attempts are held back because the last ones gave little. From any thread. */
  boolean gaveLittle();

  /** Ends what is under way and puts back what it changed. Idempotent, bounded. */
  @Override
  void close();
}
