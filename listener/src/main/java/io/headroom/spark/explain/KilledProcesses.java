/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.TaskEnded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Processes that the kernel killed while their executor lived on: Python workers mostly. Known by
 * the executor's own count of kills, or by the kernel log where the executor counts none.
 *
 * <p>Holds the last episode of {@link #MOST} executors, and {@link #MOST} kills not yet put to
 * anybody.
 */
final class KilledProcesses {
  static final int MOST = 1000;

  /** Kills further apart than this are told one by one. */
  private static final long EPISODE_MILLIS = 60_000;

  /** By which the kernel's clock, reckoned to wall clock, may differ from the driver's. */
  private static final long CLOCKS_MILLIS = 2_000;

  private final Evidence evidence;
  private final LostExecutors lost;
  private final Map<String, KilledProcess> episodes;
  private final Map<KernelKill, Unclaimed> unclaimed;

  KilledProcesses(Evidence evidence, LostExecutors lost) {
    this.evidence = evidence;
    this.lost = lost;
    this.episodes = new Bounded<>(MOST, evidence.drafts()::drop);
    this.unclaimed = new Bounded<>(MOST, evidence.drafts()::drop);
  }

  /** An executor counts more kills than before. */
  void counted(ExecutorReport report, long more) {
    killed(report.executorId(), report.host(), report.timeMillis(), more);
  }

  /** A kill from the kernel log, not told before. */
  void logged(KernelKill kill) {
    Unclaimed draft = new Unclaimed(kill);
    unclaimed.put(kill, draft);
    evidence.drafts().await(draft, kill.timeMillis(), Drafts.LONG_SETTLE_MILLIS);
  }

  /** Whether a task failed by such a kill; then it is told with it. */
  boolean claims(TaskEnded task) {
    KilledProcess episode = episodes.get(task.executorId());
    if (episode == null || !episode.near(task.timeMillis()) || !LossWords.pythonWorkerGone(task)) {
      return false;
    }
    episode.failed(task);
    await(episode, task.timeMillis());
    return true;
  }

  /** Gives a job's or stage's text to the kill that brought it about; false if there is none. */
  boolean message(String executorId, String text, long timeMillis) {
    KilledProcess episode = episodes.get(executorId);
    if (episode == null || !episode.near(timeMillis) || !text.contains("Python worker exited")) {
      return false;
    }
    if (episode.message(text, timeMillis)) {
      await(episode, timeMillis);
    }
    return true;
  }

  private void killed(String executorId, String host, long timeMillis, long more) {
    String key = executorId.isEmpty() ? host : executorId;
    KilledProcess episode = episodes.get(key);
    if (episode == null || !episode.near(timeMillis, EPISODE_MILLIS)) {
      int number = episode == null ? 1 : episode.number() + 1;
      episode = new KilledProcess(evidence, lost, executorId, host, number, timeMillis);
      episodes.remove(key);
      episodes.put(key, episode);
    }
    episode.killed(timeMillis, more);
    await(episode, timeMillis);
  }

  private void await(KilledProcess episode, long timeMillis) {
    evidence.drafts().await(episode, timeMillis, Drafts.LONG_SETTLE_MILLIS);
  }

  /** A kill of which it is not known whose process it was. */
  private final class Unclaimed extends Draft {
    private final KernelKill kill;

    Unclaimed(KernelKill kill) {
      this.kill = kill;
    }

    @Override
    Optional<Incident> settle() {
      unclaimed.remove(kill);
      // An executor's own JVM, or one that may be: its loss has it as evidence, now or soon.
      boolean executors =
          kill.command().equals("java")
              || evidence.processes().executor(kill.host(), kill.pid()) != null
              || lost.lostOn(
                      kill.host(),
                      kill.timeMillis() - KilledProcess.NEAR_MILLIS,
                      kill.timeMillis() + KilledProcess.NEAR_MILLIS)
                  > 0;
      if (!executors) {
        claim();
      }
      return Optional.empty();
    }

    /** Kernel logs hold kills from before an executor, or the application, was there. */
    private boolean addedBefore(String executorId, long timeMillis) {
      long added = evidence.application().executor(executorId).addedMillis();
      return added <= timeMillis + CLOCKS_MILLIS;
    }

    private void claim() {
      Set<String> there = evidence.processes().live(kill.host());
      boolean counted = false;
      for (String executorId : there) {
        KilledProcess episode = episodes.get(executorId);
        if (episode != null && episode.near(kill.timeMillis())) {
          await(episode, kill.timeMillis());
          counted = true;
        }
      }
      // An executor that reports and counted no kill had none in its container.
      List<String> silent =
          there.stream()
              .filter(id -> evidence.traces().of(id).reports().isEmpty())
              .filter(id -> addedBefore(id, kill.timeMillis()))
              .toList();
      if (!counted && !silent.isEmpty()) {
        killed(silent.size() == 1 ? silent.get(0) : "", kill.host(), kill.timeMillis(), 1);
      }
    }
  }
}
