/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which tasks to end, if any. Not thread-safe: one caller.
 *
 * <p>The level says that the danger was confirmed; it stays for a while after. Whether a task has
 * to go now is asked of the present sample.
 *
 * <p><b>One at a time</b>, but for a burst: where even the growth of those that would be left
 * reaches the limit within 250 ms, as many go at once as it takes (four tasks that grow by 2.6
 * GiB/s together fill a small container in 0.3 s). The memory of a killed task comes back 50 to 300
 * ms later. At least 200 ms lie between two sheds, 60 ms from 95 % of the limit on; and never more
 * than a third of the time that is left to the limit (but 50 ms), since a burst of 1 GiB/s, which
 * fills half of a small container in 0.4 s, leaves no time for three gaps of 200 ms. After that the
 * next one goes only if hard is above what it was at the last: the kill was too little for this
 * growth. If hard stands or falls, the last victim gets 500 ms to let go before another follows, so
 * that one burst does not end all. A short host is read once a second, so there sheds are two
 * seconds apart.
 *
 * <p><b>Which.</b> The youngest: it has lost the least work. Never a barrier task (its whole stage
 * would start again), never one that was shed twice (the cap is lower by now; it must finish),
 * never the last one that goes on.
 */
public final class ShedRule {
  /** A task that was shed this often is left alone. */
  public static final int MAX_SHEDS = 2;

  static final long GAP_NANOS = 200_000_000L;
  static final long CLOSE_GAP_NANOS = 60_000_000L;
  static final long LEAST_GAP_NANOS = 50_000_000L;
  static final long RELIEF_NANOS = 500_000_000L;
  static final long HOST_GAP_NANOS = 2_000_000_000L;
  static final double CLOSE_FRACTION = 0.95;

  /** From the decision to the memory's return: 50 to 300 ms were measured. */
  static final double EFFECT_SECONDS = 0.25;

  /** By the difference, since the clock may wrap round. */
  private static final Comparator<Candidate> YOUNGEST_FIRST =
      (a, b) -> {
        int later = Long.signum(b.startNanos() - a.startNanos());
        return later != 0 ? later : Long.compare(b.taskAttemptId(), a.taskAttemptId());
      };

  private final double shedPressure;
  private final double shedSeconds;
  private boolean any;
  private long lastNanos;
  private long lastHard;

  public ShedRule(Thresholds thresholds) {
    this.shedPressure = thresholds.shed();
    this.shedSeconds = thresholds.shedTimeToLimit().toNanos() / 1e9;
  }

  /**
   * A task that is on this executor.
   *
   * @param startNanos when it started, by {@link System#nanoTime()}
   * @param barrier part of a barrier stage
   * @param ending killed already, or about to end
   * @param timesShed how often its partition was shed before, by whatever attempt
   */
  public record Candidate(
      long taskAttemptId, long startNanos, boolean barrier, boolean ending, int timesShed) {}

  /**
   * Decides; changes nothing. The caller that acts on the answer says so by {@link #shed}.
   *
   * @param now the present situation
   * @param tasks all tasks on this executor, in any order
   * @return the tasks to end, youngest first; most often one or none
   */
  public List<Candidate> choose(Situation now, List<Candidate> tasks) {
    if (!needed(now) || !due(now)) {
      return List.of();
    }
    int alive = 0;
    List<Candidate> sheddable = new ArrayList<>(tasks.size());
    for (Candidate task : tasks) {
      if (!task.ending()) {
        alive++;
        if (!task.barrier() && task.timesShed() < MAX_SHEDS) {
          sheddable.add(task);
        }
      }
    }
    int most = Math.min(sheddable.size(), alive - 1);
    if (most < 1) {
      return List.of();
    }
    sheddable.sort(YOUNGEST_FIRST);
    return List.copyOf(sheddable.subList(0, Math.min(most, atOnce(now, alive))));
  }

  /**
   * One; more where the growth of those that would be left reaches the limit before the kill of the
   * first has any effect. Growth is taken to be shared evenly.
   */
  private static int atOnce(Situation now, int alive) {
    int tasks = 1;
    while (tasks < alive - 1 && now.timeToLimitSeconds * alive / (alive - tasks) < EFFECT_SECONDS) {
      tasks++;
    }
    return tasks;
  }

  /** The chosen task's kill was sent, or would have been where Headroom only observes. */
  public void shed(Situation now) {
    any = true;
    lastNanos = now.nanoTime;
    lastHard = now.hardBytes;
  }

  private boolean needed(Situation now) {
    return now.level == Level.SHED
        && (now.pressure >= shedPressure
            || (now.timeToLimitSeconds < shedSeconds
                && now.rawFraction >= PressureJudge.SHED_MIN_FRACTION));
  }

  private boolean due(Situation now) {
    long since = now.nanoTime - lastNanos;
    if (!any || since < 0) {
      return true;
    }
    if (now.binding == Situation.Binding.HOST) {
      return since >= HOST_GAP_NANOS;
    }
    return since >= gap(now) && (now.hardBytes > lastHard || since >= RELIEF_NANOS);
  }

  private static long gap(Situation now) {
    long gap = now.rawFraction >= CLOSE_FRACTION ? CLOSE_GAP_NANOS : GAP_NANOS;
    // Infinite seconds become Long.MAX_VALUE.
    long third = (long) (now.timeToLimitSeconds * 1e9 / 3);
    return Math.min(gap, Math.max(LEAST_GAP_NANOS, third));
  }
}
