/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Live executors that have stopped to report. Told once per silence, minutes before Spark would
 * give the executor up.
 *
 * <p>Silence is measured by the time that is asked about, never by the reports' clocks, which may
 * be wrong; and a driver that was itself held up does not take its own pause for the executors'.
 */
final class SilentExecutors {
  static final int MOST = Traces.MOST;
  private static final long SCAN_MILLIS = 1000;
  private static final long TOGETHER_MILLIS = 2000;

  private final Evidence evidence;
  private final long afterMillis;
  private final Map<String, Watched> watched =
      new Bounded<>(MOST, gone -> evidence().drafts().drop(gone));
  private final Moments starts = new Moments();
  private long scannedMillis = Long.MIN_VALUE;

  /**
   * @param afterMillis 0 to watch nobody
   */
  SilentExecutors(Evidence evidence, long afterMillis) {
    this.evidence = evidence;
    this.afterMillis = afterMillis;
  }

  void added(String executorId) {
    if (afterMillis > 0) {
      watched.putIfAbsent(executorId, new Watched(executorId));
    }
  }

  void removed(String executorId) {
    Watched gone = watched.remove(executorId);
    if (gone != null) {
      evidence.drafts().drop(gone);
    }
  }

  void reported(String executorId) {
    Watched executor = watched.get(executorId);
    if (executor != null) {
      executor.reports = true;
      executor.silentMillis = 0;
      executor.silent = false;
    }
  }

  /** Something came to the evidence of an executor: if it is silent, tell it anew. */
  void evidenceOf(String executorId, long timeMillis) {
    Watched executor = watched.get(executorId);
    if (executor != null && executor.silent) {
      evidence.drafts().await(executor, timeMillis, Drafts.SETTLE_MILLIS);
    }
  }

  /** To be called often; looks at all executors once a second at most. */
  void scan(long nowMillis) {
    if (scannedMillis != Long.MIN_VALUE && nowMillis - scannedMillis < SCAN_MILLIS) {
      return;
    }
    // A longer gap is the driver's own: it was paused, and reports wait in its queue.
    long passed =
        scannedMillis == Long.MIN_VALUE ? 0 : Math.min(nowMillis - scannedMillis, 2 * SCAN_MILLIS);
    scannedMillis = nowMillis;
    List<Watched> fell = new ArrayList<>();
    for (Watched executor : watched.values()) {
      executor.silentMillis += passed;
      if (executor.reports && !executor.silent && executor.silentMillis >= afterMillis) {
        executor.fallSilent(nowMillis);
        fell.add(executor);
      }
    }
    fell.forEach(executor -> evidence.drafts().await(executor, nowMillis, 0));
  }

  int size() {
    return watched.size();
  }

  private Evidence evidence() {
    return evidence;
  }

  private final class Watched extends Draft {
    private final String executorId;
    private boolean reports;
    private boolean silent;
    private long silentMillis;
    private long sinceMillis;
    private int number;

    Watched(String executorId) {
      this.executorId = executorId;
    }

    void fallSilent(long nowMillis) {
      silent = true;
      number++;
      sinceMillis = nowMillis - silentMillis;
      starts.add(sinceMillis);
    }

    @Override
    Optional<Incident> settle() {
      if (!silent) {
        return Optional.empty();
      }
      Trace trace = evidence.traces().of(executorId);
      String host = evidence.host(executorId);
      return Optional.of(
          new Incident(
              "silent-" + executorId + '-' + number,
              Incident.Kind.EXECUTOR_SILENT,
              executorId,
              host,
              sinceMillis,
              List.of(),
              List.of(),
              0,
              List.of(),
              trace.reports(),
              evidence.traces().driver().reports(),
              evidence
                  .kills()
                  .on(
                      host,
                      sinceMillis - Trace.WINDOW_MILLIS,
                      Long.MAX_VALUE,
                      kill -> mayBeOwn(kill.host(), kill.pid())),
              trace.looks(),
              trace.lines(sinceMillis - Trace.WINDOW_MILLIS, Long.MAX_VALUE),
              Math.max(
                  1, starts.within(sinceMillis - TOGETHER_MILLIS, sinceMillis + TOGETHER_MILLIS)),
              "",
              evidence.application()));
    }

    private boolean mayBeOwn(String host, long pid) {
      String executor = evidence.processes().executor(host, pid);
      return executor == null || executor.equals(executorId);
    }
  }
}
