/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Locale;

/** Who starts and ends the executors. */
public enum ClusterManager {
  STANDALONE,
  YARN,
  KUBERNETES,
  /** {@code local[n]}: driver and executor are one process. */
  LOCAL,
  UNKNOWN;

  /** By {@code spark.master}. */
  public static ClusterManager of(String master) {
    String name = master == null ? "" : master.toLowerCase(Locale.ROOT);
    if (name.startsWith("spark://") || name.startsWith("local-cluster")) {
      return STANDALONE;
    }
    if (name.startsWith("yarn")) {
      return YARN;
    }
    if (name.startsWith("k8s")) {
      return KUBERNETES;
    }
    return name.startsWith("local") ? LOCAL : UNKNOWN;
  }
}
