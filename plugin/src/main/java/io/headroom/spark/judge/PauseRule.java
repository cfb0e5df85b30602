/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which Python worker to stop (SIGSTOP) and which to let go on (SIGCONT). Knows workers by name
 * only; signals are sent by others, who report them by {@link #paused} and {@link #resumed}. Not
 * thread-safe: one caller.
 *
 * <p>The youngest active one is paused, never the last active one, 300 ms apart or a quarter of the
 * time to the limit: a stopped worker takes nothing more, and its growth shows within that time. On
 * relief the one paused first goes on first, 300 ms apart, as each takes memory again at once.
 * Pressing ends well above where relief begins, so the two never fight.
 *
 * <p>Whatever is paused goes on again: on relief, when no other worker is active (one of them, so
 * that something runs; all of them would be the burst again), and after {@code maxPause} in any
 * case. One let go by that bound is left alone for as long again.
 */
public final class PauseRule {
  static final long GAP_NANOS = 300_000_000L;
  static final long LEAST_GAP_NANOS = 50_000_000L;

  private final double softPressure;
  private final double reliefPressure;
  private final double shedSeconds;
  private final long maxPauseNanos;

  /** Oldest pause first. */
  private final List<Paused> paused = new ArrayList<>();

  /** Workers that are left alone, and since when. */
  private final Map<Worker, Long> spared = new HashMap<>();

  private boolean signalled;
  private long lastSignalNanos;

  public PauseRule(Thresholds thresholds, Duration maxPause) {
    this.softPressure = thresholds.soft();
    this.reliefPressure = thresholds.soft() - 2 * thresholds.hysteresis();
    this.shedSeconds = thresholds.shedTimeToLimit().toNanos() / 1e9;
    this.maxPauseNanos = maxPause.toNanos();
  }

  /**
   * A process, named for good.
   *
   * @param startTicks clock ticks after boot at which it started
   */
  public record Worker(long pid, long startTicks) {}

  private record Paused(Worker worker, long sinceNanos) {}

  /**
   * The worker to stop now; changes nothing.
   *
   * @param active workers at work that are not stopped, in any order
   * @return the youngest of them, or null
   */
  public Worker toPause(Situation now, List<Worker> active) {
    if (!pressing(now) || !due(now.nanoTime, gap(now))) {
      return null;
    }
    int others = 0;
    Worker youngest = null;
    for (Worker worker : active) {
      if (isPaused(worker)) {
        continue;
      }
      others++;
      if (!isSpared(worker, now.nanoTime) && (youngest == null || younger(worker, youngest))) {
        youngest = worker;
      }
    }
    return others > 1 ? youngest : null;
  }

  /**
   * The worker to let go on now; changes nothing. To be asked until it answers null.
   *
   * @param active workers at work that are not stopped
   * @return the one paused first, or null
   */
  public Worker toResume(Situation now, List<Worker> active) {
    if (paused.isEmpty()) {
      return null;
    }
    Paused first = paused.get(0);
    boolean bound = overdue(first, now.nanoTime);
    boolean alone = active.stream().allMatch(this::isPaused);
    boolean relief = relieved(now) && due(now.nanoTime, GAP_NANOS);
    return bound || alone || relief ? first.worker() : null;
  }

  /** The worker was stopped. */
  public void paused(Worker worker, long nanoTime) {
    if (!isPaused(worker)) {
      paused.add(new Paused(worker, nanoTime));
    }
    signalled(nanoTime);
  }

  /** The worker goes on, for whatever reason. */
  public void resumed(Worker worker, long nanoTime) {
    for (Iterator<Paused> all = paused.iterator(); all.hasNext(); ) {
      Paused one = all.next();
      if (one.worker().equals(worker)) {
        all.remove();
        if (overdue(one, nanoTime)) {
          spared.put(worker, nanoTime);
        }
      }
    }
    signalled(nanoTime);
  }

  /** Forgets workers that have ended. */
  public void retain(Set<Worker> living) {
    paused.removeIf(one -> !living.contains(one.worker()));
    spared.keySet().retainAll(living);
  }

  /** All that are stopped now, oldest pause first: what must go on at shutdown. */
  public List<Worker> paused() {
    return paused.stream().map(Paused::worker).toList();
  }

  private boolean pressing(Situation now) {
    return now.level.atLeast(Level.SOFT)
        && (now.pressure >= softPressure
            || now.timeToLimitSeconds < shedSeconds
            || now.binding == Situation.Binding.STALL);
  }

  private boolean relieved(Situation now) {
    return !pressing(now) && now.pressure < reliefPressure;
  }

  private boolean overdue(Paused one, long nanoTime) {
    long since = nanoTime - one.sinceNanos();
    // A clock that went back: better to let it go on than to keep it for ever.
    return since < 0 || since >= maxPauseNanos;
  }

  /** A quarter of the time that is left, within bounds: four workers must be stopped in it. */
  private static long gap(Situation now) {
    long quarter = (long) (now.timeToLimitSeconds * 1e9 / 4);
    return Math.min(GAP_NANOS, Math.max(LEAST_GAP_NANOS, quarter));
  }

  private boolean due(long nanoTime, long gap) {
    long since = nanoTime - lastSignalNanos;
    return !signalled || since < 0 || since >= gap;
  }

  private void signalled(long nanoTime) {
    signalled = true;
    lastSignalNanos = nanoTime;
  }

  private boolean isPaused(Worker worker) {
    return paused.stream().anyMatch(one -> one.worker().equals(worker));
  }

  private boolean isSpared(Worker worker, long nanoTime) {
    Long since = spared.get(worker);
    return since != null && nanoTime - since >= 0 && nanoTime - since < maxPauseNanos;
  }

  private static boolean younger(Worker a, Worker b) {
    return a.startTicks() > b.startTicks()
        || (a.startTicks() == b.startTicks() && a.pid() > b.pid());
  }
}
