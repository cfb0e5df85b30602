/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The directory under which this harness makes one memory cgroup per executor, on cgroup v1 or v2.
 *
 * <p>Found by trying: a base counts only after a child with a limit could really be made there. All
 * children of one harness lie in {@code headroom-it-<pid>.<n>}, so that what a killed harness left
 * behind can be told from what a living one uses, and swept.
 */
public final class CgroupBase implements AutoCloseable {
  private static final String PREFIX = "headroom-it-";
  private static final long PROBE_BYTES = 64L << 20;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final boolean unified;
  private final Path memory;
  private final Path cpu;
  private final Map<String, Path> others = new HashMap<>();

  private CgroupBase(boolean unified, Path memory, Path cpu) {
    this.unified = unified;
    this.memory = memory;
    this.cpu = cpu;
  }

  /**
   * Finds a place where memory cgroups with limits can be made, and makes the harness's own
   * directory there.
   *
   * @throws CgroupsUnavailableException with one reason per place tried
   */
  public static CgroupBase open() throws CgroupsUnavailableException {
    String name = PREFIX + ProcessHandle.current().pid() + "." + COUNT.incrementAndGet();
    List<String> reasons = new ArrayList<>();
    List<CgroupMounts.Mount> mounts;
    try {
      mounts = CgroupMounts.ofSelf();
    } catch (IOException e) {
      throw new CgroupsUnavailableException("cannot read the own mounts: " + e);
    }
    for (CgroupMounts.Mount mount : mounts) {
      if (!mount.hasMemory()) {
        continue;
      }
      for (Path parent : candidates(mount)) {
        Path own = parent.resolve(name);
        try {
          sweepDead(parent);
          prepare(mount.unified(), own);
          Path cpu = mount.unified() ? own : cpuBeside(mounts, name);
          return new CgroupBase(mount.unified(), own, cpu);
        } catch (IOException e) {
          reasons.add(own + ": " + e.getMessage());
          CgroupFiles.removeTree(own);
        }
      }
    }
    if (reasons.isEmpty()) {
      reasons.add("no cgroup mount with a memory controller in /proc/self/mountinfo");
    }
    throw new CgroupsUnavailableException(String.join("; ", reasons));
  }

  /** The own cgroup first, then the root of the mount. */
  private static Set<Path> candidates(CgroupMounts.Mount mount) {
    Set<Path> places = new LinkedHashSet<>();
    mount.ownDirectory().filter(Files::isDirectory).ifPresent(places::add);
    places.add(mount.mountPoint());
    return places;
  }

  private static void prepare(boolean unified, Path own) throws IOException {
    Files.createDirectories(own);
    if (unified) {
      CgroupFiles.write(own.getParent().resolve("cgroup.subtree_control"), "+memory");
      CgroupFiles.write(own.resolve("cgroup.subtree_control"), "+memory");
    }
    Path probe = own.resolve("probe");
    Files.createDirectories(probe);
    try {
      Path limit = probe.resolve(unified ? "memory.max" : "memory.limit_in_bytes");
      CgroupFiles.write(limit, Long.toString(PROBE_BYTES));
      long set = CgroupFiles.readLong(limit);
      if (set != PROBE_BYTES) {
        throw new IOException("limit reads back as " + set + " after writing " + PROBE_BYTES);
      }
    } finally {
      Files.delete(probe);
    }
  }

  /** A directory of the same name in the CPU accounting hierarchy, or null where there is none. */
  private static Path cpuBeside(List<CgroupMounts.Mount> mounts, String name) {
    for (CgroupMounts.Mount mount : mounts) {
      if (mount.hasCpuAccounting()) {
        for (Path parent : candidates(mount)) {
          try {
            sweepDead(parent);
            return Files.createDirectories(parent.resolve(name));
          } catch (IOException e) {
            // CPU time is then reported as unavailable; no test of survival hangs on it.
            System.err.println("No CPU accounting under " + parent + ": " + e.getMessage());
          }
        }
      }
    }
    return null;
  }

  /** Removes what harnesses that are no longer alive left below {@code parent}. */
  private static void sweepDead(Path parent) throws IOException {
    List<Path> dead = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path child : children) {
        String owner = child.getFileName().toString().substring(PREFIX.length());
        if (ProcessHandle.of(Long.parseLong(owner.replaceFirst("\\..*", ""))).isEmpty()) {
          dead.add(child);
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException("not a directory of this harness: " + e.getMessage(), e);
    }
    dead.forEach(CgroupFiles::removeTree);
  }

  /** True on the unified hierarchy (v2), false on v1. */
  public boolean unified() {
    return unified;
  }

  /** Where the memory cgroups of executors are made. */
  public Path memory() {
    return memory;
  }

  /** Where CPU time is accounted; null where it is not. */
  public Path cpu() {
    return cpu;
  }

  /**
   * Where cgroups of another controller are made, such as {@code cpu} or {@code blkio}; made when
   * first asked for. On v2 that is the place of the memory cgroups, with the controller enabled.
   *
   * @throws IOException where the controller is not to be had
   */
  public synchronized Path beside(String controller) throws IOException {
    Path known = others.get(controller);
    if (known != null) {
      return known;
    }
    if (unified) {
      CgroupFiles.write(memory.getParent().resolve("cgroup.subtree_control"), "+" + controller);
      CgroupFiles.write(memory.resolve("cgroup.subtree_control"), "+" + controller);
      others.put(controller, memory);
      return memory;
    }
    for (CgroupMounts.Mount mount : CgroupMounts.ofSelf()) {
      if (!mount.unified() && mount.controllers().contains(controller)) {
        for (Path parent : candidates(mount)) {
          sweepDead(parent);
          Path own = Files.createDirectories(parent.resolve(memory.getFileName()));
          others.put(controller, own);
          return own;
        }
      }
    }
    throw new IOException("no cgroup mount with controller " + controller);
  }

  /** Removes every cgroup of this harness that holds no process any more. */
  @Override
  public synchronized void close() {
    others.values().forEach(CgroupFiles::removeTree);
    CgroupFiles.removeTree(memory);
    if (cpu != null) {
      CgroupFiles.removeTree(cpu);
    }
  }
}
