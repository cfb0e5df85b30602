/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a kill by the kernel at the container's limit ends: one process, or all of the container's.
 * On cgroup v2 {@code memory.oom.group} decides; the topmost group that sets it counts, and
 * Kubernetes sets it on each container from 1.28 on (unless {@code singleProcessOOMKill}).
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup-v2.rst,
 *     memory.oom.group</a>
 */
final class KillScope {
  private static final String NAME = "OOM kill";
  private static final String ONE_PROCESS =
      "ends one process and leaves the others of the container: a killed Python worker does not"
          + " end the executor";

  private KillScope() {}

  static Capability of(CgroupLocation location) {
    return switch (location.kind()) {
      case V1 -> Capability.available(NAME, ONE_PROCESS + " (cgroup v1)");
      case V2 -> ofV2(location);
      case NONE ->
          Capability.available(
              NAME, "only the whole host's, which ends one process: there is no container here");
      case UNKNOWN -> Capability.unavailable(NAME, location.why());
    };
  }

  private static Capability ofV2(CgroupLocation location) {
    Path whole = null;
    boolean told = false;
    for (Path dir : location.memoryDirs()) {
      Path file = dir.resolve("memory.oom.group");
      if (Files.exists(file)) {
        told = true;
        if (KernelFile.text(file).trim().equals("1")) {
          whole = dir;
        }
      }
    }
    if (!told) {
      return Capability.unavailable(
          NAME, "this kernel has no memory.oom.group (Linux 4.19), so it ends one process");
    }
    return Capability.available(
        NAME,
        whole == null
            ? ONE_PROCESS + " (memory.oom.group is 0)"
            : "ends every process at once, JVM and Python workers (memory.oom.group of "
                + whole
                + " is 1)");
  }
}
