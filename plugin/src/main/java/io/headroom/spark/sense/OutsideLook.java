/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.record.ProcessLook;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Looks at another JVM on the same host from outside: what it does when it tells nothing any more.
 * A JVM whose pages are swapped out, or that is stopped or starved, cannot say so itself.
 *
 * <p>The process is made out once, while it is well, and known by its start time from then on. Its
 * command line must not be read later: for that the kernel needs the process's own memory map,
 * which a process that is stuck in a page fault may hold for as long as it is stuck. What {@link
 * #look} reads needs nothing of the process.
 *
 * <p>Not thread-safe.
 */
public final class OutsideLook {
  /** Between the two readings; ten periods of CPU quota are 1 s, three must do. */
  private static final long APART_MILLIS = 300;

  /** USER_HZ, which is 100 on every Linux that runs HotSpot. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int MOST_THREADS = 4096;

  private static final int MOST_ARGUMENTS = 512;

  private final Path rootDir;
  private final Path procDir;
  private final long pid;
  private final long startTicks;

  private OutsideLook(Path rootDir, long pid, long startTicks) {
    this.rootDir = rootDir;
    this.procDir = rootDir.resolve("proc").resolve(Long.toString(pid));
    this.pid = pid;
    this.startTicks = startTicks;
  }

  /**
   * Makes out a process that is well.
   *
   * @param rootDir what stands for {@code /}
   * @param isIt whether the command line is that of the process meant: a pid from another pid
   *     namespace means another process here, or none
   * @return empty where there is no such process or it cannot be read
   */
  public static Optional<OutsideLook> at(Path rootDir, long pid, Predicate<List<String>> isIt) {
    Path dir = rootDir.resolve("proc").resolve(Long.toString(pid));
    String text = KernelFile.text(dir.resolve("cmdline"));
    ThreadStat stat = ThreadStat.parse(KernelFile.text(dir.resolve("stat")));
    if (text.isEmpty() || stat == null) {
      return Optional.empty();
    }
    return isIt.test(Arrays.asList(text.split("\0", MOST_ARGUMENTS)))
        ? Optional.of(new OutsideLook(rootDir, pid, stat.startTicks()))
        : Optional.empty();
  }

  /** The process that is looked at. */
  public long pid() {
    return pid;
  }

  /**
   * Looks now, for a third of a second. Never throws.
   *
   * @param executorId whose process it is
   * @param host this host
   */
  public ProcessLook look(String executorId, String host) {
    Snapshot first = snapshot();
    if (first == null) {
      return gone(executorId, host);
    }
    try (CpuThrottling throttling = throttling()) {
      long began = System.nanoTime();
      pause();
      Snapshot second = snapshot();
      double throttled = throttling.read(System.nanoTime()).throttledShare();
      if (second == null) {
        return gone(executorId, host);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      long collector = Math.max(0, second.collectorTicks - first.collectorTicks);
      long all = Math.max(0, second.process.cpuTicks() - first.process.cpuTicks());
      return new ProcessLook(
          executorId,
          host,
          pid,
          System.currentTimeMillis(),
          state(first, second),
          second.swappedBytes,
          Math.max(0, second.process.majorFaults() - first.process.majorFaults()) / seconds,
          second.threads == 0 ? Double.NaN : collector / TICKS_PER_SECOND / seconds,
          second.threads == 0
              ? Double.NaN
              : Math.max(0, all - collector) / TICKS_PER_SECOND / seconds,
          throttled);
    }
  }

  private ProcessLook gone(String executorId, String host) {
    return new ProcessLook(
        executorId,
        host,
        pid,
        System.currentTimeMillis(),
        'X',
        Reading.UNKNOWN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  /**
   * The main thread of a JVM only waits for the others, so its letter says how the process is where
   * that holds for all of them (stopped, traced, ended). Otherwise: D where a thread waited for a
   * disk at both readings, R where one runs, S where none does.
   */
  private static char state(Snapshot first, Snapshot second) {
    char main = second.process.state();
    if (main != 'S' && main != 'R' && main != 'D' && main != 'I') {
      return main;
    }
    Set<Long> waiting = new HashSet<>(first.waitingForDisk);
    waiting.retainAll(second.waitingForDisk);
    return !waiting.isEmpty() ? 'D' : second.running ? 'R' : 'S';
  }

  private CpuThrottling throttling() {
    CgroupLocation location;
    try {
      location =
          CgroupLocator.locate(
              rootDir,
              pid,
              KernelFile.text(procDir.resolve("cgroup")),
              KernelFile.text(rootDir.resolve("proc/self/mountinfo")));
    } catch (RuntimeException e) {
      location = CgroupLocator.nowhere(CgroupLocation.Kind.UNKNOWN, "its path makes no sense");
    }
    return new CpuThrottling(location.cpuDir(), location.cpuVersion(), System.nanoTime());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // A shorter look is a look too.
    }
  }

  /**
   * One reading.
   *
   * @param threads how many could be read
   * @param waitingForDisk the ids of those in state D
   */
  private record Snapshot(
      ThreadStat process,
      long swappedBytes,
      int threads,
      long collectorTicks,
      boolean running,
      Set<Long> waitingForDisk) {}

  /** Null where the process is gone, and where its pid is another's by now. */
  private Snapshot snapshot() {
    ThreadStat process = ThreadStat.parse(KernelFile.text(procDir.resolve("stat")));
    if (process == null || process.startTicks() != startTicks) {
      return null;
    }
    FlatKeyed status = new FlatKeyed("VmSwap");
    try (KernelFile file = KernelFile.open(procDir.resolve("status"))) {
      status.read(file);
    }
    int threads = 0;
    Set<Long> waiting = new HashSet<>();
    long collectorTicks = 0;
    boolean running = false;
    byte[] scratch = new byte[4096];
    for (String tid : threadIds()) {
      try (KernelFile file = KernelFile.open(procDir.resolve("task/" + tid + "/stat"), scratch)) {
        ThreadStat thread = ThreadStat.parse(file.text());
        if (thread == null) {
          continue; // It has ended.
        }
        threads++;
        running |= thread.state() == 'R';
        if (thread.state() == 'D') {
          waiting.add(Long.parseLong(tid));
        }
        if (CollectorThread.is(thread.command())) {
          collectorTicks += thread.cpuTicks();
        }
      }
    }
    return new Snapshot(process, status.value(0), threads, collectorTicks, running, waiting);
  }

  private List<String> threadIds() {
    String[] names =
        procDir.resolve("task").toFile().list((dir, name) -> name.matches("[0-9]{1,10}"));
    return names == null ? List.of() : Arrays.stream(names).limit(MOST_THREADS).toList();
  }
}
