/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The memory cgroup this very process is in. */
public final class OwnCgroup {
  private OwnCgroup() {}

  /**
   * The files of it that the plugin's fast set reads.
   *
   * @throws IOException where there is no such cgroup to be seen
   */
  public static List<Path> memoryFiles() throws IOException {
    for (CgroupMounts.Mount mount : CgroupMounts.ofSelf()) {
      if (mount.hasMemory()) {
        Path directory = mount.ownDirectory().filter(Files::isDirectory).orElse(mount.mountPoint());
        Stream<String> names =
            mount.unified()
                ? Stream.of("memory.current", "memory.stat", "memory.max", "memory.events")
                : Stream.of("memory.stat", "memory.kmem.usage_in_bytes", "memory.oom_control");
        return names.map(directory::resolve).filter(Files::isReadable).toList();
      }
    }
    throw new IOException("no cgroup mount with a memory controller");
  }
}
