/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

/** How sure a finding is. */
public enum Confidence {
  /** It fits what is known, and so do other causes. */
  POSSIBLE,
  /** What was measured points to it, and to nothing else that is known of. */
  LIKELY,
  /** The kernel, the cluster manager or the JVM said so. */
  CERTAIN
}
