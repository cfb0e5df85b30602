/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.sense.PythonCommand.Role;
import io.headroom.spark.sense.SlowSample.Processes;
import io.headroom.spark.sense.SlowSample.PythonKind;
import io.headroom.spark.sense.SlowSample.PythonWorker;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes below one, found by a walk over /proc/[pid]/stat. Costs some 15 µs for each process
 * of the host, so it is for once a second at most.
 *
 * <p>Processes come and go during the walk. One that has vanished is passed over, and nothing else
 * changes for it.
 */
final class ProcessTree {
  /** A command line longer than this says enough by its beginning. */
  private static final int MAX_ARGUMENTS = 64;

  private final Path procDir;
  private final long rootPid;
  private final PythonCommand commands;

  /** One buffer for all the stat files, which are some hundred bytes each. */
  private final byte[] scratch = new byte[4096];

  /**
   * @param rootPid whose descendants are looked for; it is not among them
   */
  ProcessTree(Path procDir, long rootPid, PythonCommand commands) {
    this.procDir = procDir;
    this.rootPid = rootPid;
    this.commands = commands;
  }

  /** Where nothing can be told. */
  static Processes unreadable(long nanoTime) {
    return new Processes(nanoTime, List.of(), Reading.UNKNOWN);
  }

  /** Walks now. Unknown throughout where /proc shows no process at all. */
  Processes walk(long nanoTime) {
    Map<Long, List<ProcStat>> children = childrenByParent();
    if (children.isEmpty()) {
      return unreadable(nanoTime);
    }
    List<PythonWorker> python = new ArrayList<>();
    long otherBytes = 0;
    Map<Long, PythonKind> kinds = new HashMap<>();
    ArrayDeque<ProcStat> open = new ArrayDeque<>(children.getOrDefault(rootPid, List.of()));
    while (!open.isEmpty()) {
      ProcStat process = open.removeFirst();
      // A loop cannot be: each process is the child of one parent, and removed with its list.
      open.addAll(orEmpty(children.remove(process.pid())));
      long resident = process.zombie() ? Reading.UNKNOWN : resident(process.pid());
      if (!Reading.known(resident)) {
        continue; // It has ended. Its own children were taken in above.
      }
      PythonKind kind = kind(process, kinds.get(process.parentPid()));
      if (kind == null) {
        otherBytes += resident;
      } else {
        kinds.put(process.pid(), kind);
        python.add(
            new PythonWorker(
                process.pid(), process.parentPid(), process.startTicks(), resident, kind));
      }
    }
    python.sort(
        Comparator.comparingLong(PythonWorker::startTicks).thenComparingLong(PythonWorker::pid));
    return new Processes(nanoTime, python, otherBytes);
  }

  private static List<ProcStat> orEmpty(List<ProcStat> list) {
    return list == null ? List.of() : list;
  }

  /** Null for what is no Python program. */
  private PythonKind kind(ProcStat process, PythonKind parent) {
    Role role = commands.role(commandLine(process.pid()));
    return switch (role) {
      case NOT_PYTHON -> null;
      case OTHER_PYTHON -> PythonKind.OTHER;
      case WORKER -> parent == PythonKind.WORKER ? PythonKind.OTHER : PythonKind.WORKER;
      case DAEMON -> {
        // The daemon's command line under the daemon is a fork of it, a worker; under a worker it
        // is what that worker has forked for itself.
        if (parent == PythonKind.DAEMON) {
          yield PythonKind.WORKER;
        }
        yield parent == PythonKind.WORKER ? PythonKind.OTHER : PythonKind.DAEMON;
      }
    };
  }

  private Map<Long, List<ProcStat>> childrenByParent() {
    Map<Long, List<ProcStat>> children = new HashMap<>();
    String[] names = procDir.toFile().list((dir, name) -> isNumber(name));
    if (names == null) {
      return children;
    }
    for (String name : names) {
      try (KernelFile file = KernelFile.open(procDir.resolve(name).resolve("stat"), scratch)) {
        int length = file.read();
        ProcStat stat = ProcStat.parse(file.buffer(), length);
        if (stat != null) {
          children.computeIfAbsent(stat.parentPid(), parent -> new ArrayList<>(4)).add(stat);
        }
      }
    }
    return children;
  }

  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private long resident(long pid) {
    try (ProcessMemory memory = new ProcessMemory(procDir.resolve(Long.toString(pid)))) {
      return memory.resident();
    }
  }

  private List<String> commandLine(long pid) {
    String text = KernelFile.text(procDir.resolve(Long.toString(pid)).resolve("cmdline"));
    int end = text.endsWith("\0") ? text.length() - 1 : text.length();
    return end <= 0 ? List.of() : Arrays.asList(text.substring(0, end).split("\0", MAX_ARGUMENTS));
  }

  Capability capability() {
    return childrenByParent().isEmpty()
        ? Capability.unavailable("process tree", procDir + " shows no process")
        : Capability.available("process tree", "by " + procDir + "/[pid]/stat and cmdline");
  }
}
