/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.judge.ShedRule.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task attempts that run on this executor, in the order in which they began. Thread-safe.
 *
 * <p>A task that was killed but whose thread still runs (a zombie) is listed but does not count as
 * alive: it must not hold the place of one that could make progress.
 */
public final class RunningTasks {
  /** Enough to remember every partition that is retried at one time on one executor. */
  private static final int REMEMBERED_SHEDS = 1024;

  private final Map<Long, Entry> byAttempt = new LinkedHashMap<>();
  private final Map<TaskAttempt.WorkId, Integer> timesShed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskAttempt.WorkId, Integer> eldest) {
          return size() > REMEMBERED_SHEDS;
        }
      };

  private static final class Entry {
    private final TaskAttempt task;
    private final long startNanos;
    private boolean shed;

    Entry(TaskAttempt task, long startNanos) {
      this.task = task;
      this.startNanos = startNanos;
    }

    boolean alive() {
      return !shed && !task.interrupted();
    }
  }

  /**
   * Notes that a task begins to work.
   *
   * @param nanoTime when, by {@link System#nanoTime()}
   */
  public synchronized void began(TaskAttempt task, long nanoTime) {
    byAttempt.put(task.attemptId(), new Entry(task, nanoTime));
  }

  /** Notes that a task ended; false if it was not running, so that an end is counted once. */
  public synchronized boolean ended(long attemptId) {
    return byAttempt.remove(attemptId) != null;
  }

  /** Notes that a task has been asked to end for want of memory. */
  public synchronized void shed(long attemptId) {
    Entry entry = byAttempt.get(attemptId);
    if (entry != null && !entry.shed) {
      entry.shed = true;
      timesShed.merge(entry.task.work(), 1, Integer::sum);
    }
  }

  public synchronized boolean contains(long attemptId) {
    return byAttempt.containsKey(attemptId);
  }

  /** All tasks whose memory is there, those asked to end included. */
  public synchronized int size() {
    return byAttempt.size();
  }

  /** Tasks that run and were not asked to end. */
  public synchronized int alive() {
    int alive = 0;
    for (Entry entry : byAttempt.values()) {
      if (entry.alive()) {
        alive++;
      }
    }
    return alive;
  }

  /** All tasks as the shedding rule wants them, oldest first. */
  public synchronized List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>(byAttempt.size());
    for (Entry entry : byAttempt.values()) {
      all.add(
          new Candidate(
              entry.task.attemptId(),
              entry.startNanos,
              entry.task.barrier(),
              !entry.alive(),
              timesShed.getOrDefault(entry.task.work(), 0)));
    }
    return all;
  }
}
