/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.sense.CgroupLocation.Kind;
import java.io.Closeable;
import java.util.OptionalLong;

/**
 * Puts hard memory and the limit together from the cgroup, the host, the process and the configured
 * limit, so that the two are always of the same thing:
 *
 * <table>
 * <caption>what is set against what</caption>
 * <tr><th>cgroup</th><th>limit</th><th>hard</th></tr>
 * <tr><td>with a limit</td><td>the smallest of all levels, MemTotal and the override</td>
 *     <td>of the cgroup</td></tr>
 * <tr><td>without a limit</td><td>MemTotal</td><td>of the cgroup</td></tr>
 * <tr><td>none, or the root</td><td>MemTotal</td><td>MemTotal - MemAvailable</td></tr>
 * <tr><td>without a limit, or none, and an override</td><td>the override</td>
 *     <td>of this process and its descendants: such a group or host is shared with others, whose
 *     memory must not be held against this process's limit</td></tr>
 * <tr><td>cannot be told</td><td>the override, or unknown</td>
 *     <td>of this process and its descendants</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
final class MemoryAccount implements Closeable {
  private static final String LIMIT = "cgroup memory limit";
  private static final String HARD = "hard memory";

  private final CgroupLocation location;
  private final MemoryCgroup cgroup; // null without one
  private final boolean cgroupReadable;
  private final OptionalLong override;
  private final HostMemory host;
  private final ProcessMemory process;
  private boolean countsDescendants;

  /** Owns the files of the cgroup, and neither {@code host} nor {@code process}. */
  MemoryAccount(
      CgroupLocation location, OptionalLong override, HostMemory host, ProcessMemory process) {
    this.location = location;
    this.override = override;
    this.host = host;
    this.process = process;
    this.cgroup =
        switch (location.kind()) {
          case V1 -> new CgroupV1Memory(location.memoryDirs());
          case V2 -> new CgroupV2Memory(location.memoryDirs());
          case NONE, UNKNOWN -> null;
        };
    // Decided once: figures of the cgroup and of the process must not alternate.
    this.cgroupReadable = cgroup != null && cgroup.hardMemory().available();
  }

  /** The cgroup's own files; null where there is none. */
  MemoryCgroup cgroup() {
    return cgroup;
  }

  CgroupLocation location() {
    return location;
  }

  /**
   * Fills in everything but the time. Allocates nothing.
   *
   * @param hostTotal MemTotal, or unknown
   * @param descendantBytes resident memory of the processes below this one, when last looked
   */
  void readFast(FastSample into, long hostTotal, long descendantBytes) {
    clear(into);
    long discovered = location.kind() == Kind.NONE ? KernelText.UNLIMITED : Reading.UNKNOWN;
    if (cgroup != null) {
      cgroup.readFast(into);
      discovered = into.limitBytes;
    }
    countsDescendants = ofProcess(discovered);
    if (countsDescendants) {
      into.hardBytes = KernelText.sum(process.resident(), descendantBytes);
      into.usageBytes = Reading.UNKNOWN;
    } else if (cgroup == null) {
      host.read();
      into.hardBytes = host.inUse();
    }
    if (Reading.known(hostTotal) && into.hardBytes > hostTotal) {
      into.hardBytes = Reading.UNKNOWN; // More than there is: not a figure.
    }
    into.limitBytes = effectiveLimit(discovered, hostTotal, override);
  }

  /** Whether the latest hard memory was made up of processes, and so is as old as their walk. */
  boolean countsDescendants() {
    return countsDescendants;
  }

  private boolean ofProcess(long discoveredLimit) {
    if (location.kind() == Kind.UNKNOWN || (cgroup != null && !cgroupReadable)) {
      return true;
    }
    return override.isPresent() && LimitChain.unlimited(discoveredLimit);
  }

  static void clear(FastSample into) {
    into.hardBytes = Reading.UNKNOWN;
    into.limitBytes = Reading.UNKNOWN;
    into.usageBytes = Reading.UNKNOWN;
    into.oomKills = Reading.UNKNOWN;
    into.highEvents = Reading.UNKNOWN;
    into.maxEvents = Reading.UNKNOWN;
  }

  /**
   * The limit that counts: the smallest of what the cgroups set, what the host has, and the
   * override; unknown where it cannot be told what the cgroups set and there is no override. A
   * limit of 0 is no limit that a running process can have, and reads as unknown.
   */
  static long effectiveLimit(long discovered, long hostTotal, OptionalLong override) {
    long limit = discovered == 0 ? Reading.UNKNOWN : discovered;
    if (override.isPresent()) {
      limit = Reading.known(limit) ? Math.min(limit, override.getAsLong()) : override.getAsLong();
    }
    if (Reading.known(hostTotal)) {
      return Math.min(limit, hostTotal);
    }
    if (LimitChain.unlimited(limit)) {
      return Reading.UNKNOWN;
    }
    return limit;
  }

  /** Where the limit comes from, or why there is none; {@code sample} is the latest reading. */
  Capability limitCapability(FastSample sample, long hostTotal) {
    if (!Reading.known(sample.limitBytes)) {
      return Capability.unavailable(
          LIMIT,
          cgroup == null ? location.why() : location.why() + ", but " + cgroup.describeLimit());
    }
    String found = found(hostTotal);
    boolean overridden = override.isPresent() && sample.limitBytes == override.getAsLong();
    return Capability.available(
        LIMIT,
        sample.limitBytes
            + " bytes: "
            + (overridden ? "configured (spark.headroom.memory.limit); " + found : found));
  }

  private String found(long hostTotal) {
    if (location.kind() == Kind.UNKNOWN) {
      return "the cgroup's own limit is unknown because " + location.why();
    }
    long discovered = KernelText.UNLIMITED;
    if (cgroup != null) {
      FastSample sample = new FastSample();
      cgroup.readFast(sample);
      discovered = sample.limitBytes;
    }
    boolean hostBinds = !Reading.known(discovered) || discovered > hostTotal;
    String from = cgroup == null ? location.why() : cgroup.describeLimit();
    return hostBinds && Reading.known(hostTotal)
        ? from + "; no cgroup limit below the host's MemTotal of " + hostTotal + " bytes"
        : from;
  }

  /** What hard memory is made of here, or why it cannot be read. */
  Capability hardCapability(long discoveredLimit) {
    if (ofProcess(discoveredLimit)) {
      String why =
          cgroup == null
              ? location.why()
              : cgroupReadable ? "the cgroup has no limit" : "the cgroup's figures cannot be read";
      return Reading.known(process.resident())
          ? Capability.available(
              HARD,
              "RssAnon + RssShmem of this process and its descendants, without tmpfs files and"
                  + " kernel memory, because "
                  + why)
          : Capability.unavailable(HARD, process.problem());
    }
    if (cgroup != null) {
      return cgroup.hardMemory();
    }
    return Reading.known(host.inUse())
        ? Capability.available(HARD, "MemTotal - MemAvailable of the host: " + location.why())
        : Capability.unavailable(HARD, location.why() + ", and /proc/meminfo cannot be read");
  }

  /** Where the count of OOM kills comes from, or why there is none. */
  Capability oomCapability() {
    return cgroup == null
        ? Capability.unavailable("OOM counter", location.why())
        : cgroup.oomCounter();
  }

  @Override
  public void close() {
    if (cgroup != null) {
      cgroup.close();
    }
  }
}
