/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory cgroup version 1.
 *
 * <p>Hard memory is {@code total_rss + total_shmem + kernel + locked file pages}, by the {@code
 * total_} keys, so that what child cgroups hold counts too.
 *
 * <ul>
 *   <li>{@code cache} holds shmem (tmpfs) besides files, and no LRU formula drops it: shmem is
 *       hard.
 *   <li>Kernel memory is {@code memory.kmem.usage_in_bytes}. v1 does not tell reclaimable slab
 *       (dentries, inodes) from the rest, so all of it counts: a little too much, on the safe side.
 *       Where the file is missing (kmem accounting off, or a kernel that dropped it) the estimate
 *       is {@code usage - cache - rss - swapcached}: what is charged and is no user page. Pages in
 *       the swap cache are taken off because they can be dropped.
 *   <li>Locked anonymous and shmem pages are in rss and shmem already. File pages that are on
 *       neither file list are the locked ones: {@code cache - shmem - inactive_file - active_file},
 *       and never more than {@code unevictable} (pages on their way to a list are on none).
 * </ul>
 *
 * Never {@code usage_in_bytes}: page cache pins it at the limit without danger.
 *
 * <p>Sockets are not charged here but to a counter of their own (kmem.tcp); shown, not counted.
 */
final class CgroupV1Memory implements MemoryCgroup {
  private static final int CACHE = 0;
  private static final int RSS = 1;
  private static final int SHMEM = 2;
  private static final int DIRTY = 3;
  private static final int WRITEBACK = 4;
  private static final int SWAP = 5;
  private static final int SWAPCACHED = 6;
  private static final int PGMAJFAULT = 7;
  private static final int INACTIVE_FILE = 8;
  private static final int ACTIVE_FILE = 9;
  private static final int UNEVICTABLE = 10; // The last line: with it the file is complete.
  private static final int HIERARCHICAL_LIMIT = 11;
  private static final int HIERARCHICAL_MEMSW_LIMIT = 12;

  private final Path dir;
  private final LimitChain limits;
  private final KernelFile statFile;
  private final KernelFile kmemFile;
  private final KernelFile usageFile;
  private final KernelFile oomFile;
  private final KernelFile failcntFile;
  private final KernelFile memswFailcntFile;
  private final KernelFile tcpFile;
  private final FlatKeyed stat =
      new FlatKeyed(
          "total_cache",
          "total_rss",
          "total_shmem",
          "total_dirty",
          "total_writeback",
          "total_swap",
          "total_swapcached",
          "total_pgmajfault",
          "total_inactive_file",
          "total_active_file",
          "total_unevictable",
          "hierarchical_memory_limit",
          "hierarchical_memsw_limit");
  private final FlatKeyed oom = new FlatKeyed("oom_kill");
  private boolean slowRead;
  private long usage = Reading.UNKNOWN;
  private long maxEvents = Reading.UNKNOWN;
  private long levelsLimit = Reading.UNKNOWN;

  /**
   * @param dirs own cgroup first, then its visible ancestors
   */
  CgroupV1Memory(List<Path> dirs) {
    dir = dirs.get(0);
    limits = new LimitChain(hierarchical(dirs), "memory.limit_in_bytes");
    statFile = open("memory.stat");
    kmemFile = open("memory.kmem.usage_in_bytes");
    usageFile = open("memory.usage_in_bytes");
    oomFile = open("memory.oom_control");
    failcntFile = open("memory.failcnt");
    memswFailcntFile = open("memory.memsw.failcnt");
    tcpFile = open("memory.kmem.tcp.usage_in_bytes");
  }

  /** An ancestor is charged only where it says so (always, from kernel 5.11 on). */
  private static List<Path> hierarchical(List<Path> dirs) {
    List<Path> charged = new ArrayList<>();
    for (Path dir : dirs) {
      if (!charged.isEmpty()
          && KernelFile.text(dir.resolve("memory.use_hierarchy")).trim().equals("0")) {
        break;
      }
      charged.add(dir);
    }
    return charged;
  }

  private KernelFile open(String name) {
    return KernelFile.open(dir.resolve(name));
  }

  /**
   * Reads three files. What only is shown, and what the levels above set (memory.stat tells the
   * smallest of that too), is as old as the latest {@link #breakdown}.
   */
  @Override
  public void readFast(FastSample into) {
    if (!slowRead) {
      readSlow();
    }
    stat.read(statFile);
    boolean readable = Reading.known(stat.value(UNEVICTABLE));
    into.usageBytes = readable ? usage : Reading.UNKNOWN;
    into.hardBytes = hard();
    into.limitBytes = limit();
    oom.read(oomFile);
    into.oomKills = oom.value(0);
    into.highEvents = Reading.UNKNOWN;
    into.maxEvents = readable ? maxEvents : Reading.UNKNOWN;
  }

  private void readSlow() {
    slowRead = true;
    usage = KernelText.number(usageFile);
    maxEvents = maxEvents();
    levelsLimit = limits.smallest();
  }

  /** With memsw limit == limit (the usual "no swap" container) only the memsw counter moves. */
  private long maxEvents() {
    long memory = KernelText.number(failcntFile);
    if (!memswFailcntFile.isOpen()) {
      return memory; // Swap is not accounted here.
    }
    long both = KernelText.number(memswFailcntFile);
    return Reading.known(memory) && Reading.known(both) ? Math.max(memory, both) : Reading.UNKNOWN;
  }

  /**
   * The smallest of what the visible levels set and what the kernel computed over all levels: the
   * latter knows ancestors outside a cgroup namespace too.
   */
  private long limit() {
    long hierarchical = stat.value(HIERARCHICAL_LIMIT);
    return Reading.known(levelsLimit) && Reading.known(hierarchical)
        ? Math.min(levelsLimit, hierarchical)
        : Reading.UNKNOWN;
  }

  private long hard() {
    long user = KernelText.sum(stat.value(RSS), stat.value(SHMEM));
    return KernelText.sum(KernelText.sum(user, kernel()), lockedFile());
  }

  private long kernel() {
    if (kmemFile.isOpen()) {
      return KernelText.number(kmemFile);
    }
    long user = KernelText.sum(stat.value(CACHE), stat.value(RSS));
    return KernelText.difference(
        KernelText.number(usageFile),
        KernelText.sum(user, KernelText.orZero(stat.value(SWAPCACHED))));
  }

  private long lockedFile() {
    long listed =
        KernelText.sum(
            KernelText.sum(stat.value(INACTIVE_FILE), stat.value(ACTIVE_FILE)), stat.value(SHMEM));
    long unlisted = KernelText.difference(stat.value(CACHE), listed);
    return Math.min(unlisted, stat.value(UNEVICTABLE));
  }

  @Override
  public SlowSample.CgroupMemory breakdown() {
    readSlow();
    stat.read(statFile);
    long locked = lockedFile();
    long notFile = KernelText.sum(stat.value(SHMEM), locked);
    return new SlowSample.CgroupMemory(
        stat.value(RSS),
        stat.value(SHMEM),
        kernel(),
        locked,
        KernelText.difference(stat.value(CACHE), notFile),
        stat.value(DIRTY),
        stat.value(WRITEBACK),
        Reading.UNKNOWN,
        Reading.UNKNOWN,
        Reading.UNKNOWN,
        Reading.UNKNOWN,
        KernelText.number(tcpFile),
        stat.value(PGMAJFAULT));
  }

  @Override
  public long swapUsed() {
    return stat.value(SWAP);
  }

  @Override
  public long swapLimit() {
    if (!Reading.known(stat.value(UNEVICTABLE))) {
      return Reading.UNKNOWN;
    }
    long memory = stat.value(HIERARCHICAL_LIMIT);
    long both = stat.value(HIERARCHICAL_MEMSW_LIMIT);
    if (!Reading.known(both) || LimitChain.unlimited(both)) {
      return KernelText.UNLIMITED; // Swap is not accounted, or not limited.
    }
    return KernelText.difference(both, memory);
  }

  @Override
  public String describeLimit() {
    String levels = " (cgroup v1, " + limits.levels() + " levels visible)";
    long seen = limits.smallest();
    if (!Reading.known(seen)) {
      return limits.problem().isEmpty()
          ? "a level's limit is no number" + levels
          : limits.problem();
    }
    stat.read(statFile);
    if (Reading.known(stat.value(HIERARCHICAL_LIMIT))
        && stat.value(HIERARCHICAL_LIMIT) < seen
        && !LimitChain.unlimited(stat.value(HIERARCHICAL_LIMIT))) {
      return "hierarchical_memory_limit, set by an ancestor that cannot be seen" + levels;
    }
    Path binding = limits.bindingDir();
    return (binding == null
            ? "no memory.limit_in_bytes is set"
            : "memory.limit_in_bytes of " + binding)
        + levels;
  }

  @Override
  public Capability hardMemory() {
    String name = "hard memory";
    stat.read(statFile);
    if (!Reading.known(hard())) {
      return Capability.unavailable(
          name,
          statFile.problem().isEmpty()
              ? statFile.path() + " or memory.kmem.usage_in_bytes lacks a figure it is made of"
              : statFile.problem());
    }
    return Capability.available(
        name,
        kmemFile.isOpen()
            ? "rss + shmem + kmem + locked file pages of " + dir
            : "rss + shmem + locked file pages of " + dir + ", kernel memory estimated from usage");
  }

  @Override
  public Capability oomCounter() {
    oom.read(oomFile);
    return Reading.known(oom.value(0))
        ? Capability.available("OOM counter", "oom_kill in " + oomFile.path())
        : Capability.unavailable(
            "OOM counter",
            oomFile.isOpen()
                ? "this kernel's memory.oom_control has no oom_kill"
                : oomFile.problem());
  }

  @Override
  public void close() {
    limits.close();
    statFile.close();
    kmemFile.close();
    usageFile.close();
    oomFile.close();
    failcntFile.close();
    memswFailcntFile.close();
    tcpFile.close();
  }
}
