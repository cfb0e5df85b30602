/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.record.ExecutorReport;
import java.util.ArrayList;
import java.util.List;

/** The reports of one executor that wait to be recorded. Confined to one thread. */
final class RecordedExecutor {
  /** In one period there are 30 by the clock; the rest is for changes. */
  private static final int MOST = 64;

  private static final long NEVER = Long.MIN_VALUE;

  private List<ExecutorReport> waiting = new ArrayList<>();
  private ExecutorReport latest;
  private boolean latestKept;
  private boolean urgent;
  private boolean gone;
  private long keptMillis = NEVER;
  private long heardNanos;
  private long introducedNanos = NEVER;

  /** Takes a report; returns how many more wait now. */
  int heard(ExecutorReport report, SampleThinning thinning, long nanoTime) {
    heardNanos = nanoTime;
    gone = false;
    int more = 0;
    boolean change = latest != null && changed(latest, report);
    if (change) {
      // From what it changed is as telling as to what.
      more += keepLatest();
      urgent = true;
    }
    latest = report;
    latestKept = false;
    if (change || !report.notes().isEmpty() || thinning.keeps(report, keptMillis)) {
      more += keepLatest();
    }
    return more;
  }

  private static boolean changed(ExecutorReport before, ExecutorReport now) {
    return !before.level().equals(now.level())
        || now.tasks().shed() > before.tasks().shed()
        || now.memory().oomKills() > before.memory().oomKills()
        || now.stalls().heartbeaterAlive() != before.stalls().heartbeaterAlive();
  }

  /** Spark removed it: its last report is the one that matters. Returns how many more wait. */
  int gone() {
    gone = true;
    urgent = true;
    return keepLatest();
  }

  /** Records the latest report too; returns how many more wait. */
  int keepLatest() {
    if (latest == null || latestKept) {
      return 0;
    }
    latestKept = true;
    keptMillis = latest.timeMillis();
    waiting.add(latest);
    if (waiting.size() > MOST) {
      // The first ones say what it came from, the last ones how it ended.
      waiting.remove(MOST / 2);
      return 0;
    }
    return 1;
  }

  boolean urgent() {
    return urgent && !waiting.isEmpty();
  }

  boolean pressed() {
    return latest != null && SampleThinning.pressed(latest);
  }

  /** Hands over what waits. */
  List<ExecutorReport> take() {
    List<ExecutorReport> taken = waiting;
    waiting = new ArrayList<>();
    urgent = false;
    return taken;
  }

  /** Whether host and process are to be told with the next batch, at first and now and then. */
  boolean introduce(long nanoTime, long everyNanos) {
    // Asked for each row of one batch.
    if (introducedNanos == nanoTime) {
      return true;
    }
    if (introducedNanos != NEVER && nanoTime - introducedNanos < everyNanos) {
      return false;
    }
    introducedNanos = nanoTime;
    return true;
  }

  boolean forgettable(long nanoTime, long afterNanos) {
    return waiting.isEmpty() && (gone || nanoTime - heardNanos > afterNanos);
  }
}
