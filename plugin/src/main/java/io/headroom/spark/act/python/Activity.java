/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.judge.PauseRule.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * Tells Python workers that work from those that wait in the daemon's pool for their next task: the
 * latter are asleep anyway, pausing one gains nothing and would hold up the task that gets it.
 *
 * <p>A worker is taken to be at work until for {@link #IDLE_AFTER} it has neither used CPU time nor
 * changed its resident memory. One that merely sleeps within a task is so, after that time, counted
 * as idle; it is then not paused, which harms nothing but the chance to pause it.
 *
 * <p>Looked at on the housekeeping thread, asked from any.
 */
final class Activity {
  static final Duration IDLE_AFTER = Duration.ofSeconds(5);

  private final LongFunction<Optional<ProcStat>> processes;
  private final Map<Worker, Seen> seen = new ConcurrentHashMap<>();

  /**
   * @param processes reads a process by its pid
   */
  Activity(LongFunction<Optional<ProcStat>> processes) {
    this.processes = processes;
  }

  /** What a look found; {@code gone} ones stay until they are no longer looked at. */
  private record Seen(long cpuTicks, long residentPages, long activeNanos, boolean gone) {}

  /** Looks at these workers; forgets all others. */
  void look(Collection<Worker> workers, long nanoTime) {
    seen.keySet().retainAll(Set.copyOf(workers));
    for (Worker worker : workers) {
      seen.compute(worker, (who, before) -> look(who, before, nanoTime));
    }
  }

  private Seen look(Worker worker, Seen before, long nanoTime) {
    Optional<ProcStat> stat =
        processes
            .apply(worker.pid())
            .filter(now -> now.startTicks() == worker.startTicks() && !now.ended());
    if (stat.isEmpty()) {
      return new Seen(0, 0, nanoTime, true);
    }
    long cpu = stat.get().cpuTicks();
    long pages = stat.get().residentPages();
    boolean same = before != null && cpu == before.cpuTicks && pages == before.residentPages;
    return new Seen(cpu, pages, same ? before.activeNanos : nanoTime, false);
  }

  /** Notes that this worker has reason to work from now on: it was let go on. */
  void revive(Worker worker, long nanoTime) {
    seen.computeIfPresent(
        worker, (who, was) -> new Seen(was.cpuTicks, was.residentPages, nanoTime, was.gone));
  }

  /** True for a worker at work, and for one that was not looked at yet. */
  boolean working(Worker worker, long nanoTime) {
    Seen last = seen.get(worker);
    return last == null || (!last.gone && nanoTime - last.activeNanos < IDLE_AFTER.toNanos());
  }

  /** True where the last look found no such process, or another one under its pid. */
  boolean gone(Worker worker) {
    Seen last = seen.get(worker);
    return last != null && last.gone;
  }
}
