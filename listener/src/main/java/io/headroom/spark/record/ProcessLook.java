/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.io.Serializable;

/**
 * What was seen from outside, on the same host, of a process that had stopped to report.
 *
 * @param executorId whose process it is
 * @param state the kernel's letter: R running, S sleeping, D waiting for a disk, T stopped, t
 *     traced, Z zombie; X where there is no such process any more
 * @param swappedBytes of it that is swapped out, −1 where unknown
 * @param majorFaultsPerSecond while it was looked at; {@code NaN} where unknown
 * @param collectorCpuShare CPU time of its collector's threads over wall time while it was looked
 *     at; may exceed 1 with several threads; {@code NaN} where unknown
 * @param otherCpuShare CPU time of all its other threads over wall time
 * @param throttledShare share of wall time for which its cgroup was out of CPU quota; {@code NaN}
 *     where unknown
 */
public record ProcessLook(
    String executorId,
    String host,
    long pid,
    long timeMillis,
    char state,
    long swappedBytes,
    double majorFaultsPerSecond,
    double collectorCpuShare,
    double otherCpuShare,
    double throttledShare)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
