/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which executor a process is, and which executors live on a host. A pid is what the executor sees:
 * where it sees its container's numbers and not the host's, no pid of the kernel log will match,
 * and none is mistaken either, as a host's first few processes are never executors.
 */
final class Processes {
  private static final int MOST = Traces.MOST;

  private final Map<String, String> executorByProcess = new Bounded<>(MOST);
  private final Map<String, Set<String>> liveByHost = new HashMap<>();
  private final Map<String, String> hostOfLive = new HashMap<>();

  void reported(ExecutorReport report) {
    String process = process(report.host(), report.pid());
    if (!report.executorId().equals(executorByProcess.get(process))) {
      executorByProcess.put(process, report.executorId());
    }
  }

  void added(String executorId, String host) {
    if (hostOfLive.size() < MOST && hostOfLive.putIfAbsent(executorId, host) == null) {
      liveByHost.computeIfAbsent(host, key -> new HashSet<>()).add(executorId);
    }
  }

  void removed(String executorId) {
    String host = hostOfLive.remove(executorId);
    if (host != null) {
      Set<String> there = liveByHost.get(host);
      there.remove(executorId);
      if (there.isEmpty()) {
        liveByHost.remove(host);
      }
    }
  }

  /** The executor that is or was this process; null where none is known to. */
  String executor(String host, long pid) {
    return executorByProcess.get(process(host, pid));
  }

  Set<String> live(String host) {
    return liveByHost.getOrDefault(host, Set.of());
  }

  private static String process(String host, long pid) {
    return host + ' ' + pid;
  }
}
