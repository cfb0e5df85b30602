/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

/**
 * A line to paste.
 *
 * @param key a configuration key of Spark's or the environment's
 * @param value computed from what was measured
 * @param why where the value comes from, in a few words with numbers and units
 */
public record Setting(String key, String value, String why) {
  /** As spark-defaults.conf wants it. */
  public String line() {
    return key + " " + value;
  }
}
