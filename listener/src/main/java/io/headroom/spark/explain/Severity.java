/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

/** How much a finding matters to the user. */
public enum Severity {
  /** Nothing was lost. */
  INFO,
  /** Work was lost and is done again. */
  WARNING,
  /** The application fails by it, or will if it goes on. */
  CRITICAL
}
