/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.sense.SlowSample.Swap;

/**
 * How much is swapped, may be swapped, and moves: puts together what the cgroup, meminfo and vmstat
 * tell. Opens nothing; as fresh as those readers' latest read.
 */
final class SwapReader {
  private final MemoryAccount account;
  private final HostMemory host;
  private final VmStat vmStat;

  SwapReader(MemoryAccount account, HostMemory host, VmStat vmStat) {
    this.account = account;
    this.host = host;
    this.vmStat = vmStat;
  }

  /**
   * @param cgroup null where there is none; then the whole host's figures count
   */
  Swap read(MemoryCgroup cgroup) {
    long used = Reading.UNKNOWN;
    long limit = Reading.UNKNOWN;
    long hostSwap = host.swapTotal();
    if (cgroup != null) {
      used = cgroup.swapUsed();
      limit = cgroup.swapLimit();
      limit = Reading.known(hostSwap) ? Math.min(limit, hostSwap) : Reading.UNKNOWN;
    } else if (account.location().kind() == CgroupLocation.Kind.NONE) {
      used = KernelText.difference(hostSwap, host.swapFree());
      limit = hostSwap;
    }
    return new Swap(
        used,
        limit,
        vmStat.swapInBytesPerSecond(),
        vmStat.swapOutBytesPerSecond(),
        vmStat.inOutRatio());
  }

  Capability capability(MemoryCgroup cgroup) {
    Swap swap = read(cgroup);
    if (!Reading.known(swap.limitBytes())) {
      return Capability.unavailable("swap", "how much may be swapped cannot be told here");
    }
    if (swap.limitBytes() == 0) {
      return Capability.unavailable("swap", "this process may not swap");
    }
    String traffic = vmStat.problem();
    return Capability.available(
        "swap",
        "up to "
            + swap.limitBytes()
            + " bytes; "
            + (Reading.known(swap.usedBytes()) ? "own use known" : "own use unknown")
            + (traffic.isEmpty() ? ", traffic of the whole host" : ", no traffic: " + traffic));
  }
}
