/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

/** What a diagnosis of a fault was worth. */
public enum Verdict {
  /** The cause was named. */
  RIGHT,
  /** It was said that this cannot be known, where it cannot. */
  UNKNOWABLE,
  /** Another cause was named, or none where it could be known. */
  WRONG,
  /** Spark did not lose what it was to lose: nothing to be judged. */
  NOT_BROUGHT_ABOUT
}
