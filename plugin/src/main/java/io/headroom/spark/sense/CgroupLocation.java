/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where this process's memory is accounted, as far as it can be told from inside. Immutable.
 *
 * @param kind which files there are to read
 * @param why how it was found or, for {@link Kind#NONE} and {@link Kind#UNKNOWN}, the reason
 * @param memoryDirs the own memory cgroup first, then each ancestor that can be seen, up to the
 *     mount point; empty unless {@code kind} is V1 or V2
 * @param unifiedDir the own cgroup in the v2 hierarchy, for PSI; on a hybrid host it is there
 *     although memory is accounted by v1; empty where that is the root, whose PSI is the host's
 * @param cpuDir the own cgroup of the CPU controller
 * @param cpuVersion 1 or 2: the unit of the figures in {@code cpuDir}; 0 without one
 */
record CgroupLocation(
    Kind kind,
    String why,
    List<Path> memoryDirs,
    Optional<Path> unifiedDir,
    Optional<Path> cpuDir,
    int cpuVersion) {

  /** Which files there are to read. */
  enum Kind {
    /** The memory controller is on cgroup v1 (also on hybrid hosts). */
    V1,
    /** The memory controller is on cgroup v2. */
    V2,
    /** No cgroup accounts for this process but the root: the host's memory is the limit. */
    NONE,
    /** There may be a limit, and it cannot be told from inside. */
    UNKNOWN
  }

  CgroupLocation {
    memoryDirs = List.copyOf(memoryDirs);
  }
}
