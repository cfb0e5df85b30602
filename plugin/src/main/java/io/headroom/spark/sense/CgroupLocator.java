/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.sense.CgroupLocation.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the own cgroup from /proc/self/cgroup and /proc/self/mountinfo, never from a fixed path.
 *
 * <p>The trap this class is written around: where the host's hierarchy is bound into a container
 * that has its own cgroup namespace, /proc/self/cgroup says {@code /} and the mount point shows the
 * host's root, which has no limit. The mount's root, {@code /..}, gives it away; there the limit is
 * unknown and not "unlimited".
 */
final class CgroupLocator {
  private final Path rootDir;
  private final long pid;
  private final List<MountInfo> mounts;
  private final List<Membership> memberships;

  private CgroupLocator(Path rootDir, long pid, String cgroupText, String mountinfoText) {
    this.rootDir = rootDir;
    this.pid = pid;
    this.mounts = MountInfo.cgroupMounts(mountinfoText);
    this.memberships = Membership.parse(cgroupText);
  }

  /**
   * What cannot be made out is a location of kind NONE or UNKNOWN with the reason.
   *
   * @param rootDir what stands for {@code /}: mount points are looked up below it
   * @param pid this process, as its own pid namespace names it
   * @throws java.nio.file.InvalidPathException for a path that this file system cannot name
   */
  static CgroupLocation locate(Path rootDir, long pid, String cgroupText, String mountinfoText) {
    return new CgroupLocator(rootDir, pid, cgroupText, mountinfoText).locate();
  }

  private CgroupLocation locate() {
    if (memberships.isEmpty()) {
      return nowhere(Kind.NONE, "/proc/self/cgroup names no cgroup");
    }
    Found v2 = find(Membership::isV2, mount -> mount.fsType().equals("cgroup2"), "cgroup2");
    List<Path> v2Memory = fromControllerOn(v2.dirs, "memory");
    Optional<Path> unified = v2.dirs.stream().limit(1).filter(CgroupLocator::belowV2Root).findAny();
    Cpu cpu = findCpu(v2);
    if (!v2Memory.isEmpty()) {
      return belowV2Root(v2Memory.get(0))
          ? new CgroupLocation(
              Kind.V2, "cgroup v2 at " + v2Memory.get(0), v2Memory, unified, cpu.dir, cpu.version)
          : rootCgroup(unified, cpu);
    }
    Found v1 = findV1("memory");
    if (v1.dirs.isEmpty()) {
      return withoutMemoryDir(v1, v2, unified, cpu);
    }
    return isV1Root(v1.dirs.get(0))
        ? rootCgroup(unified, cpu)
        : new CgroupLocation(
            Kind.V1, "cgroup v1 at " + v1.dirs.get(0), v1.dirs, unified, cpu.dir, cpu.version);
  }

  /** Neither hierarchy gave a directory: is there no limit, or can it only not be seen? */
  private CgroupLocation withoutMemoryDir(Found v1, Found v2, Optional<Path> unified, Cpu cpu) {
    String why;
    Kind kind = Kind.UNKNOWN;
    if (v1.member) {
      why = v1.problem;
      kind = v1.certainlyRoot ? Kind.NONE : Kind.UNKNOWN;
    } else if (v2.dirs.isEmpty()) {
      why = v2.problem;
      kind = v2.certainlyRoot ? Kind.NONE : Kind.UNKNOWN;
    } else if (belowV2Root(v2.dirs.get(v2.dirs.size() - 1))) {
      why =
          "the memory controller is not enabled in the part of the hierarchy that can be seen, and"
              + " a level above it may set a limit";
    } else {
      why = "the memory controller is not enabled on this host's cgroups";
      kind = Kind.NONE;
    }
    return new CgroupLocation(kind, why, List.of(), unified, cpu.dir, cpu.version);
  }

  static CgroupLocation nowhere(Kind kind, String why) {
    return new CgroupLocation(kind, why, List.of(), Optional.empty(), Optional.empty(), 0);
  }

  private static CgroupLocation rootCgroup(Optional<Path> unified, Cpu cpu) {
    return new CgroupLocation(
        Kind.NONE,
        "this process is in the root memory cgroup, which has no limit",
        List.of(),
        unified,
        cpu.dir,
        cpu.version);
  }

  private record Cpu(Optional<Path> dir, int version) {}

  private Cpu findCpu(Found v2) {
    Found v1 = findV1("cpu");
    if (!v1.dirs.isEmpty()) {
      return isV1Root(v1.dirs.get(0))
          ? new Cpu(Optional.empty(), 0) // The root is never throttled.
          : new Cpu(Optional.of(v1.dirs.get(0)), 1);
    }
    Optional<Path> dir =
        fromControllerOn(v2.dirs, "cpu").stream()
            .limit(1)
            .filter(CgroupLocator::belowV2Root)
            .findAny();
    return new Cpu(dir, dir.isPresent() ? 2 : 0);
  }

  private Found findV1(String controller) {
    return find(
        membership -> membership.controllers.contains(controller),
        mount -> mount.fsType().equals("cgroup") && mount.superOptions().contains(controller),
        "cgroup v1 " + controller);
  }

  /**
   * What was found in one hierarchy.
   *
   * @param dirs own directory and its ancestors up to the mount point; empty where not found
   * @param member true where /proc/self/cgroup names a cgroup in this hierarchy
   * @param certainlyRoot true where nothing is mounted and the process is in the root cgroup
   */
  private record Found(List<Path> dirs, boolean member, boolean certainlyRoot, String problem) {}

  private Found find(
      java.util.function.Predicate<Membership> ofHierarchy,
      java.util.function.Predicate<MountInfo> mountOfHierarchy,
      String name) {
    Optional<Membership> membership = memberships.stream().filter(ofHierarchy).findFirst();
    if (membership.isEmpty()) {
      return new Found(List.of(), false, true, "there is no " + name + " hierarchy");
    }
    String path = membership.get().path;
    boolean mounted = false;
    String problem =
        "this process is in " + name + " group " + path + " but no such hierarchy is mounted here";
    for (MountInfo mount : mounts) {
      if (!mountOfHierarchy.test(mount)) {
        continue;
      }
      mounted = true;
      if (mount.beginsOutsideNamespace() || path.startsWith("/..")) {
        problem =
            mount.mountPoint()
                + " shows a hierarchy from outside this cgroup namespace (mount root "
                + mount.root()
                + ", own path "
                + path
                + "), so the own group cannot be told from inside";
        continue;
      }
      Path top = below(rootDir, mount.mountPoint());
      String relative = mount.below(path);
      if (relative == null && holdsThisProcess(top)) {
        relative = ""; // A nested container runtime: paths do not fit, but the pid does.
      }
      Path own = relative == null ? null : below(top, relative);
      if (own != null && Files.isDirectory(own)) {
        return new Found(upTo(top, own), true, false, "");
      }
      problem = mount.mountPoint() + " (mount root " + mount.root() + ") does not show " + path;
    }
    return new Found(List.of(), true, !mounted && path.equals("/"), problem);
  }

  private boolean holdsThisProcess(Path dir) {
    String wanted = Long.toString(pid);
    return KernelFile.text(dir.resolve("cgroup.procs")).lines().anyMatch(wanted::equals);
  }

  private static List<Path> upTo(Path top, Path own) {
    List<Path> dirs = new ArrayList<>();
    for (Path dir = own; dir != null; dir = dir.getParent()) {
      dirs.add(dir);
      if (dir.equals(top)) {
        break;
      }
    }
    return dirs;
  }

  /** Absolute names inside the mapped root, so that a test may have a host of its own. */
  private static Path below(Path dir, String absolute) {
    String relative = absolute.startsWith("/") ? absolute.substring(1) : absolute;
    return relative.isEmpty() ? dir : dir.resolve(relative);
  }

  /** The tail of the chain that begins at the first level where the controller is enabled. */
  private static List<Path> fromControllerOn(List<Path> dirs, String controller) {
    for (int i = 0; i < dirs.size(); i++) {
      String enabled = KernelFile.text(dirs.get(i).resolve("cgroup.controllers"));
      if (Arrays.asList(enabled.trim().split(" ")).contains(controller)) {
        return dirs.subList(i, dirs.size());
      }
    }
    return List.of();
  }

  /** cgroup.events is on every v2 group but the root of the whole hierarchy (cgroup-v2.rst). */
  private static boolean belowV2Root(Path dir) {
    return Files.exists(dir.resolve("cgroup.events"));
  }

  /**
   * cgroup.sane_behavior is on the root of a v1 hierarchy and nowhere else (kernel/cgroup-v1.c).
   */
  private static boolean isV1Root(Path dir) {
    return Files.exists(dir.resolve("cgroup.sane_behavior"));
  }

  /** A line of /proc/self/cgroup: {@code hierarchy:controllers:path}, cgroups(7). */
  private record Membership(String hierarchy, List<String> controllers, String path) {
    static List<Membership> parse(String text) {
      List<Membership> all = new ArrayList<>();
      for (String line : text.split("\n", -1)) {
        String[] fields = line.split(":", 3); // A path may hold colons.
        if (fields.length == 3 && fields[2].startsWith("/")) {
          all.add(new Membership(fields[0], Arrays.asList(fields[1].split(",", -1)), fields[2]));
        }
      }
      return all;
    }

    boolean isV2() {
      return hierarchy.equals("0") && controllers.equals(List.of(""));
    }
  }
}
