/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.file.Path;
import java.util.List;

/**
 * Memory cgroup version 2.
 *
 * <p>Hard memory is {@code anon + shmem + kernel + sock + hugetlb + locked file pages}.
 *
 * <ul>
 *   <li>Kernel memory is {@code kernel - slab_reclaimable}. {@code kernel} (Linux 5.18) already
 *       holds kernel_stack, pagetables, sec_pagetables, percpu, vmalloc and slab, so those are not
 *       added to it. Before 5.18: the sum of {@code kernel_stack, pagetables, sec_pagetables,
 *       percpu, vmalloc, slab_unreclaimable}, as many of them as the kernel has.
 *   <li>{@code sock} is charged beside {@code kernel}. {@code hugetlb} is in the file only where
 *       huge pages are charged here at all.
 *   <li>Locked anonymous and shmem pages are in anon and shmem already. File pages that are on
 *       neither file list are the locked ones: {@code file - shmem - inactive_file - active_file},
 *       and never more than {@code unevictable} (pages on their way to a list are on none).
 * </ul>
 *
 * Never {@code memory.current}: page cache pins it at the limit without danger.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup-v2.rst, memory.stat</a>
 */
final class CgroupV2Memory implements MemoryCgroup {
  private static final int ANON = 0;
  private static final int FILE = 1;
  private static final int KERNEL = 2;
  private static final int KERNEL_STACK = 3;
  private static final int PAGETABLES = 4;
  private static final int SEC_PAGETABLES = 5;
  private static final int PERCPU = 6;
  private static final int SOCK = 7;
  private static final int VMALLOC = 8;
  private static final int SHMEM = 9;
  private static final int FILE_DIRTY = 10;
  private static final int FILE_WRITEBACK = 11;
  private static final int INACTIVE_FILE = 12;
  private static final int ACTIVE_FILE = 13;
  private static final int UNEVICTABLE = 14;
  private static final int SLAB_RECLAIMABLE = 15;
  private static final int SLAB_UNRECLAIMABLE = 16;
  private static final int HUGETLB = 17;
  private static final int PGMAJFAULT = 18; // After all of the others: with it none was cut off.

  private static final int HIGH = 0;
  private static final int MAX = 1;
  private static final int OOM_KILL = 2;

  private final Path dir;
  private final LimitChain limits;
  private final LimitChain swapLimits;
  private final LimitChain softLimits;
  private final KernelFile statFile;
  private final KernelFile usageFile;
  private final KernelFile eventsFile;
  private final KernelFile swapFile;
  private final FlatKeyed stat =
      new FlatKeyed(
          "anon",
          "file",
          "kernel",
          "kernel_stack",
          "pagetables",
          "sec_pagetables",
          "percpu",
          "sock",
          "vmalloc",
          "shmem",
          "file_dirty",
          "file_writeback",
          "inactive_file",
          "active_file",
          "unevictable",
          "slab_reclaimable",
          "slab_unreclaimable",
          "hugetlb",
          "pgmajfault");
  private final FlatKeyed events = new FlatKeyed("high", "max", "oom_kill");

  /**
   * @param dirs own cgroup first, then its visible ancestors
   */
  CgroupV2Memory(List<Path> dirs) {
    dir = dirs.get(0);
    limits = new LimitChain(dirs, "memory.max");
    swapLimits = new LimitChain(dirs, "memory.swap.max");
    softLimits = new LimitChain(dirs, "memory.high");
    statFile = open("memory.stat");
    usageFile = open("memory.current");
    eventsFile = open("memory.events");
    swapFile = open("memory.swap.current");
  }

  private KernelFile open(String name) {
    return KernelFile.open(dir.resolve(name));
  }

  @Override
  public void readFast(FastSample into) {
    stat.read(statFile);
    events.read(eventsFile);
    into.hardBytes = hard();
    into.limitBytes = limits.smallest();
    into.usageBytes = KernelText.number(usageFile);
    into.oomKills = events.value(OOM_KILL);
    into.highEvents = events.value(HIGH);
    into.maxEvents = events.value(MAX);
  }

  private long hard() {
    if (!Reading.known(stat.value(PGMAJFAULT))) {
      return Reading.UNKNOWN;
    }
    long user = KernelText.sum(stat.value(ANON), stat.value(SHMEM));
    long kernel = KernelText.sum(kernel(), stat.value(SOCK));
    long pages = KernelText.sum(lockedFile(), KernelText.orZero(stat.value(HUGETLB)));
    return KernelText.sum(KernelText.sum(user, kernel), pages);
  }

  private long kernel() {
    long all = stat.value(KERNEL);
    if (Reading.known(all)) {
      return KernelText.difference(all, stat.value(SLAB_RECLAIMABLE));
    }
    long tables =
        KernelText.sum(
            KernelText.orZero(stat.value(PAGETABLES)),
            KernelText.orZero(stat.value(SEC_PAGETABLES)));
    long other =
        KernelText.sum(
            KernelText.orZero(stat.value(PERCPU)), KernelText.orZero(stat.value(VMALLOC)));
    long required = KernelText.sum(stat.value(KERNEL_STACK), stat.value(SLAB_UNRECLAIMABLE));
    return KernelText.sum(KernelText.sum(tables, other), required);
  }

  private long lockedFile() {
    long listed =
        KernelText.sum(
            KernelText.sum(stat.value(INACTIVE_FILE), stat.value(ACTIVE_FILE)), stat.value(SHMEM));
    long unlisted = KernelText.difference(stat.value(FILE), listed);
    return Math.min(unlisted, stat.value(UNEVICTABLE));
  }

  @Override
  public SlowSample.CgroupMemory breakdown() {
    stat.read(statFile);
    long locked = lockedFile();
    long notFile = KernelText.sum(stat.value(SHMEM), locked);
    return new SlowSample.CgroupMemory(
        stat.value(ANON),
        stat.value(SHMEM),
        kernel(),
        locked,
        KernelText.difference(stat.value(FILE), notFile),
        stat.value(FILE_DIRTY),
        stat.value(FILE_WRITEBACK),
        stat.value(SLAB_RECLAIMABLE),
        stat.value(SLAB_UNRECLAIMABLE),
        stat.value(KERNEL_STACK),
        stat.value(PAGETABLES),
        stat.value(SOCK),
        stat.value(PGMAJFAULT));
  }

  @Override
  public long swapUsed() {
    return KernelText.number(swapFile);
  }

  @Override
  public long swapLimit() {
    // Without the file swap is not accounted, and only the host bounds it.
    return swapFile.isOpen() ? swapLimits.smallest() : KernelText.UNLIMITED;
  }

  @Override
  public String describeLimit() {
    long seen = limits.smallest();
    if (!Reading.known(seen)) {
      return limits.problem().isEmpty() ? "a level's memory.max is no number" : limits.problem();
    }
    Path binding = limits.bindingDir();
    String levels = " (cgroup v2, " + limits.levels() + " levels visible";
    long high = softLimits.smallest();
    String soft =
        Reading.known(high) && !LimitChain.unlimited(high)
            ? "; memory.high throttles from " + high + " bytes on)"
            : ")";
    return (binding == null ? "no memory.max is set" : "memory.max of " + binding) + levels + soft;
  }

  @Override
  public Capability hardMemory() {
    String name = "hard memory";
    stat.read(statFile);
    if (Reading.known(hard())) {
      return Capability.available(
          name, "anon + shmem + unreclaimable kernel + locked file pages of " + dir);
    }
    return Capability.unavailable(
        name,
        statFile.problem().isEmpty()
            ? statFile.path() + " lacks a figure it is made of"
            : statFile.problem());
  }

  @Override
  public Capability oomCounter() {
    events.read(eventsFile);
    return Reading.known(events.value(OOM_KILL))
        ? Capability.available("OOM counter", "oom_kill in " + eventsFile.path())
        : Capability.unavailable(
            "OOM counter",
            eventsFile.isOpen()
                ? "this kernel's memory.events has no oom_kill"
                : eventsFile.problem());
  }

  @Override
  public void close() {
    limits.close();
    swapLimits.close();
    softLimits.close();
    statFile.close();
    usageFile.close();
    eventsFile.close();
    swapFile.close();
  }
}
