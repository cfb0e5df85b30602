/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

/**
 * What the kernel and the harness's own sampling say about the containers of one run, from outside
 * them.
 *
 * @param containers how many there were
 * @param limitBytes memory limit of each; 0 for none
 * @param peakHardBytes highest charged memory other than page cache seen in any one of them,
 *     sampled every 20 ms
 * @param oomKills processes killed by the kernel for memory, over all of them
 * @param cpuSeconds CPU time, over all of them; negative where it is not accounted
 */
public record ContainerReport(
    int containers, long limitBytes, long peakHardBytes, long oomKills, double cpuSeconds) {
  /** Nothing was contained. */
  public static final ContainerReport NONE = new ContainerReport(0, 0, 0, 0, -1);

  /** The peak as a part of the limit, 0 where there was no limit. */
  public double peakOfLimit() {
    return limitBytes > 0 ? (double) peakHardBytes / limitBytes : 0;
  }
}
