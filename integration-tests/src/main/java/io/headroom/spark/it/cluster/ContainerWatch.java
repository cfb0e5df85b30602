/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Samples every container below a {@link CgroupBase} from outside, so that its peak is known even
 * when everything in it was killed. Independent of the plugin under test on purpose.
 *
 * <p>The kernel's own high-water marks cannot be used: they count page cache. One daemon thread
 * owns the sampling; {@link #collect} may be called from any thread.
 */
final class ContainerWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 20;

  private final CgroupBase base;
  private final Map<String, Long> peaks = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean stopped;

  ContainerWatch(CgroupBase base) {
    this.base = base;
    this.thread = new Thread(this::sample, "container-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void sample() {
    while (!stopped) {
      try (DirectoryStream<Path> groups =
          Files.newDirectoryStream(base.memory(), Files::isDirectory)) {
        for (Path group : groups) {
          long hard = hardBytes(group);
          if (hard >= 0) {
            peaks.merge(group.getFileName().toString(), hard, Math::max);
          }
        }
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        if (!stopped) {
          System.err.println("Container watch: " + e);
        }
        return;
      }
    }
  }

  /** What is charged and is no page cache, in bytes; -1 when the group went away. */
  private long hardBytes(Path group) {
    try {
      Path stat = group.resolve("memory.stat");
      if (base.unified()) {
        long usage = CgroupFiles.readLong(group.resolve("memory.current"));
        long file = CgroupFiles.keyed(stat, "file").orElse(0);
        return Math.max(0, usage - file + CgroupFiles.keyed(stat, "shmem").orElse(0));
      }
      long usage = CgroupFiles.readLong(group.resolve("memory.usage_in_bytes"));
      long cache = CgroupFiles.keyed(stat, "total_cache").orElse(0);
      return Math.max(0, usage - cache + CgroupFiles.keyed(stat, "total_shmem").orElse(0));
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Adds up the containers whose name begins with {@code run + "."} and removes them. Their
   * processes must have ended.
   */
  ContainerReport collect(String run, long limitBytes) throws IOException {
    int containers = 0;
    long peak = 0;
    long kills = 0;
    double cpu = base.cpu() == null ? -1 : 0;
    for (Path group : groups(run)) {
      String name = group.getFileName().toString();
      containers++;
      kills += oomKills(group);
      peak = Math.max(peak, peaks.getOrDefault(name, 0L));
      peaks.remove(name);
      if (base.cpu() != null) {
        Path accounting = base.cpu().resolve(name);
        cpu += cpuSeconds(accounting);
        if (!base.unified()) {
          CgroupFiles.removeTree(accounting);
        }
      }
      CgroupFiles.removeTree(group);
    }
    return new ContainerReport(containers, limitBytes, peak, kills, cpu);
  }

  /** Pids in the containers of a run; {@code *} for all runs. */
  List<Long> processes(String run) throws IOException {
    List<Long> pids = new ArrayList<>();
    for (Path group : groups(run)) {
      for (String line : Files.readAllLines(group.resolve("cgroup.procs"))) {
        pids.add(Long.parseLong(line.trim()));
      }
    }
    return pids;
  }

  private List<Path> groups(String run) throws IOException {
    PathMatcher named = base.memory().getFileSystem().getPathMatcher("glob:" + run + ".*");
    try (Stream<Path> entries = Files.list(base.memory())) {
      return entries.filter(p -> Files.isDirectory(p) && named.matches(p.getFileName())).toList();
    }
  }

  private long oomKills(Path group) throws IOException {
    Path events = group.resolve(base.unified() ? "memory.events" : "memory.oom_control");
    return CgroupFiles.keyed(events, "oom_kill")
        .orElseThrow(() -> new IOException("no oom_kill counter in " + events));
  }

  private double cpuSeconds(Path group) throws IOException {
    if (!Files.isDirectory(group)) {
      return 0; // Ended before its start script came this far.
    }
    return base.unified()
        ? CgroupFiles.keyed(group.resolve("cpu.stat"), "usage_usec").orElse(0) / 1e6
        : CgroupFiles.readLong(group.resolve("cpuacct.usage")) / 1e9;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
