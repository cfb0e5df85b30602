/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.TaskEnded;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The executors that ended. Holds the {@link #MOST_TOLD} told last with all their evidence, so that
 * a late fact can still better them, at most {@link #MOST_UNTOLD} that were not told yet, and of
 * {@link #MOST_TIMES} when they ended.
 */
final class LostExecutors {
  static final int MOST_TOLD = 500;
  static final int MOST_UNTOLD = 12_000;
  static final int MOST_TIMES = 24_000;
  private static final int MOST_WORDS = 256;
  private static final long TOGETHER_MILLIS = 2000;

  /** Executors go a moment before their application's end is told. */
  private static final long END_MILLIS = 2000;

  private final Evidence evidence;
  private final Map<String, Loss> untold = new LinkedHashMap<>();
  private final Map<String, Loss> told = new LinkedHashMap<>();
  private final Map<String, Long> times = new Bounded<>(MOST_TIMES);
  private final Map<String, Moments> byWords = new Bounded<>(MOST_WORDS);
  private final Map<String, Moments> byHost = new Bounded<>(KernelKills.MOST_HOSTS);
  private long endMillis = Long.MAX_VALUE;
  private long latestMillis = Long.MIN_VALUE;
  private String latest = "";
  private long forgotten;

  LostExecutors(Evidence evidence) {
    this.evidence = evidence;
  }

  void removed(ExecutorRemoved removed) {
    Loss loss = loss(removed.executorId());
    if (loss.removed(removed)) {
      words(loss, removed);
      changed(loss, removed.timeMillis());
    }
  }

  void taskLost(TaskEnded task) {
    Loss loss = loss(task.executorId());
    if (loss.taskLost(task)) {
      changed(loss, task.timeMillis());
    }
  }

  /**
   * Something came to the evidence about an executor: if its loss is told already, tell it anew.
   */
  void evidenceOf(String executorId, long timeMillis) {
    Loss loss = told.get(executorId);
    if (loss != null) {
      evidence.drafts().await(loss, timeMillis, Drafts.SETTLE_MILLIS);
    }
  }

  /** The same for all that are told of on a host. */
  void evidenceOn(String host, long timeMillis) {
    for (Loss loss : told.values()) {
      if (host.equals(loss.host()) && loss.near(timeMillis)) {
        evidence.drafts().await(loss, timeMillis, Drafts.SETTLE_MILLIS);
      }
    }
  }

  void applicationEnded(long timeMillis) {
    endMillis = timeMillis;
  }

  boolean afterEnd(long timeMillis) {
    return timeMillis >= endMillis - END_MILLIS;
  }

  /** Whether a task's failure at that time belongs to its executor's end. */
  boolean near(String executorId, long timeMillis) {
    Loss loss = find(executorId);
    return loss == null
        ? lostWithin(executorId, timeMillis, Loss.NEAR_MILLIS)
        : loss.near(timeMillis);
  }

  /** Whether an executor was lost at about that time. */
  boolean lostWithin(String executorId, long timeMillis, long withinMillis) {
    Long lost = times.get(executorId);
    return lost != null && Math.abs(lost - timeMillis) <= withinMillis;
  }

  /** How many executors of a host were lost in a span of time. */
  int lostOn(String host, long fromMillis, long toMillis) {
    Moments moments = byHost.get(host);
    return moments == null ? 0 : moments.within(fromMillis, toMillis);
  }

  /** The executor lost last, if that was at about that time; empty if not. */
  String latestWithin(long timeMillis, long withinMillis) {
    return !latest.isEmpty() && Math.abs(latestMillis - timeMillis) <= withinMillis ? latest : "";
  }

  /** Gives a text of a stage or job to the loss that brought it about; false if there is none. */
  boolean message(String executorId, String text, long timeMillis) {
    Loss loss = find(executorId);
    if (loss == null) {
      return times.containsKey(executorId);
    }
    if (loss.message(text, timeMillis)) {
      changed(loss, timeMillis);
    }
    return true;
  }

  /** How many were lost for the same words, the specific ones if there are any. */
  int together(Loss loss) {
    int most = 1;
    boolean unexplained = loss.unexplained();
    for (Map.Entry<String, Long> own : loss.words().entrySet()) {
      Moments moments = byWords.get(own.getKey());
      if (moments != null && (unexplained || !LossWords.generic(own.getKey()))) {
        long time = own.getValue();
        most = Math.max(most, moments.within(time - TOGETHER_MILLIS, time + TOGETHER_MILLIS));
      }
    }
    return most;
  }

  /** A loss is about to be told. False if it was forgotten meanwhile. */
  boolean tell(Loss loss) {
    if (untold.remove(loss.executorId(), loss)) {
      told.put(loss.executorId(), loss);
      if (told.size() > MOST_TOLD) {
        forget(told);
      }
    }
    return told.get(loss.executorId()) == loss;
  }

  /** Losses that were never told, since too many came at once or nobody asked for them. */
  long forgotten() {
    return forgotten;
  }

  int size() {
    return untold.size() + told.size();
  }

  private Loss loss(String executorId) {
    Loss known = find(executorId);
    if (known != null) {
      return known;
    }
    Loss loss = new Loss(evidence, this, evidence.traces().of(executorId));
    untold.put(executorId, loss);
    if (untold.size() > MOST_UNTOLD) {
      forget(untold);
      forgotten++;
    }
    return loss;
  }

  private Loss find(String executorId) {
    Loss loss = untold.get(executorId);
    return loss != null ? loss : told.get(executorId);
  }

  private void changed(Loss loss, long factMillis) {
    long time = loss.timeMillis();
    Long before = times.put(loss.executorId(), time);
    if (before == null || before != time) {
      moved(byHost, loss.host(), before, time);
    }
    if (time > latestMillis || (time == latestMillis && loss.executorId().compareTo(latest) > 0)) {
      latestMillis = time;
      latest = loss.executorId();
    }
    evidence
        .drafts()
        .await(
            loss,
            factMillis,
            loss.unexplained() ? Drafts.LONG_SETTLE_MILLIS : Drafts.SETTLE_MILLIS);
  }

  private void words(Loss loss, ExecutorRemoved removed) {
    String words = LossWords.pattern(removed.reason());
    Long before = loss.words().get(words);
    if (before == null || removed.timeMillis() < before) {
      loss.words().put(words, removed.timeMillis());
      moved(byWords, words, before, removed.timeMillis());
    }
  }

  private static void moved(Map<String, Moments> moments, String key, Long before, long now) {
    Moments own = moments.computeIfAbsent(key, name -> new Moments());
    if (before != null) {
      own.remove(before);
    }
    own.add(now);
  }

  private void forget(Map<String, Loss> losses) {
    Iterator<Loss> eldest = losses.values().iterator();
    Loss loss = eldest.next();
    eldest.remove();
    evidence.drafts().drop(loss);
    evidence.traces().forget(loss.executorId());
  }
}
