/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cgroup mounts of this process, from {@code /proc/self/mountinfo} and its own paths in them.
 */
final class CgroupMounts {
  private CgroupMounts() {}

  /**
   * One mount.
   *
   * @param mountPoint where it is mounted
   * @param root which directory of the hierarchy lies there
   * @param unified true for v2
   * @param controllers what it controls
   * @param ownPath this process's path in the hierarchy
   */
  record Mount(
      Path mountPoint, String root, boolean unified, Set<String> controllers, String ownPath) {
    boolean hasMemory() {
      return controllers.contains("memory");
    }

    boolean hasCpuAccounting() {
      return !unified && controllers.contains("cpuacct");
    }

    /** The own cgroup as a directory below the mount, where it lies below it. */
    Optional<Path> ownDirectory() {
      String below = ownPath;
      if (!root.equals("/")) {
        if (!ownPath.startsWith(root)) {
          return Optional.empty();
        }
        below = ownPath.substring(root.length());
      }
      return Optional.of(mountPoint.resolve(below.replaceFirst("^/+", "")));
    }
  }

  static List<Mount> ofSelf() throws IOException {
    Map<String, String> ownPaths = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      for (String controller : fields[1].split(",", -1)) {
        ownPaths.put(controller, fields[2]);
      }
    }
    List<Mount> mounts = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      String[] halves = line.split(" - ", 2);
      String[] left = halves[0].split(" ", -1);
      String[] right = halves[1].split(" ", -1);
      Path point = Path.of(left[4]);
      if (right[0].equals("cgroup")) {
        Set<String> options = Set.copyOf(Arrays.asList(right[2].split(",")));
        String own =
            options.stream().map(ownPaths::get).filter(p -> p != null).findFirst().orElse("/");
        mounts.add(new Mount(point, left[3], false, options, own));
      } else if (right[0].equals("cgroup2")) {
        Path offered = point.resolve("cgroup.controllers");
        Set<String> controllers =
            Files.isReadable(offered)
                ? Set.copyOf(Arrays.asList(Files.readString(offered).trim().split(" ", -1)))
                : Set.of();
        mounts.add(new Mount(point, left[3], true, controllers, ownPaths.getOrDefault("", "/")));
      }
    }
    return mounts;
  }
}
