/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.Application;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.StreamingProgress;
import io.headroom.spark.record.TaskEnded;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Facts on their way from Spark's threads to the one that explains. Taking one costs some hundred
 * nanoseconds and wakes nobody: the taker looks a few times a second, and is woken only when the
 * queue fills. Bounded; what comes most often and says least is dropped first: reports, peaks and
 * tasks that ended well, from three quarters on. What is dropped is counted. Thread-safe.
 */
final class FactQueue implements Facts {
  static final int CAPACITY = 16_384;
  private static final int FOR_ROUTINE = CAPACITY * 3 / 4;
  private static final int WAKE_AT = CAPACITY / 2;

  private final Queue<Consumer<Facts>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong droppedRoutine = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Runnable wake;
  private volatile boolean shut;

  /**
   * Empty at first.
   *
   * @param wake called on the giver's thread when the queue is half full; must be quick
   */
  FactQueue(Runnable wake) {
    this.wake = wake;
  }

  /**
   * Hands each fact that is there now to each sink in turn. One thread at a time.
   *
   * @throws RuntimeException the first that a sink threw, once all facts are handed over: what one
   *     sink stumbles over does not keep facts from the others
   */
  void drainTo(Facts... sinks) {
    RuntimeException first = null;
    // No more than was there: givers may be faster than the taker.
    for (int left = size.get(); left > 0; left--) {
      Consumer<Facts> fact = queue.poll();
      if (fact == null) {
        break;
      }
      size.decrementAndGet();
      for (Facts sink : sinks) {
        try {
          fact.accept(sink);
        } catch (RuntimeException e) {
          first = first == null ? e : first;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Takes nothing more and forgets what it has. */
  void shut() {
    shut = true;
    queue.clear();
  }

  /** Tasks that ended well, reports and peaks that found no room. */
  long droppedRoutine() {
    return droppedRoutine.get();
  }

  /** All others that found no room. */
  long dropped() {
    return dropped.get();
  }

  private void routine(Consumer<Facts> fact) {
    put(fact, FOR_ROUTINE, droppedRoutine);
  }

  private void put(Consumer<Facts> fact) {
    put(fact, CAPACITY, dropped);
  }

  private void put(Consumer<Facts> fact, int most, AtomicLong lost) {
    if (shut) {
      return;
    }
    int now = size.incrementAndGet();
    if (now > most) {
      size.decrementAndGet();
      lost.incrementAndGet();
      return;
    }
    queue.add(fact);
    if (now == WAKE_AT) {
      wake.run();
    }
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    if (ended.outcome() == TaskEnded.Outcome.SUCCESS) {
      routine(facts -> facts.taskEnded(ended));
    } else {
      put(facts -> facts.taskEnded(ended));
    }
  }

  @Override
  public void report(ExecutorReport report) {
    routine(facts -> facts.report(report));
  }

  @Override
  public void executorPeaks(ExecutorPeaks peaks) {
    routine(facts -> facts.executorPeaks(peaks));
  }

  @Override
  public void streamingProgress(StreamingProgress progress) {
    routine(facts -> facts.streamingProgress(progress));
  }

  @Override
  public void application(Application application) {
    put(facts -> facts.application(application));
  }

  @Override
  public void environment(Environment environment) {
    put(facts -> facts.environment(environment));
  }

  @Override
  public void resourceProfile(ResourceProfile profile) {
    put(facts -> facts.resourceProfile(profile));
  }

  @Override
  public void executorAdded(ExecutorAdded added) {
    put(facts -> facts.executorAdded(added));
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    put(facts -> facts.executorRemoved(removed));
  }

  @Override
  public void stageEnded(StageEnded ended) {
    put(facts -> facts.stageEnded(ended));
  }

  @Override
  public void jobFailed(JobFailed failed) {
    put(facts -> facts.jobFailed(failed));
  }

  @Override
  public void kernelKill(KernelKill kill) {
    put(facts -> facts.kernelKill(kill));
  }

  @Override
  public void processLook(ProcessLook look) {
    put(facts -> facts.processLook(look));
  }

  @Override
  public void action(ActionTaken action) {
    put(facts -> facts.action(action));
  }

  @Override
  public void note(CapabilityNote note) {
    put(facts -> facts.note(note));
  }

  @Override
  public void applicationEnded(long timeMillis) {
    // The last one of all: somebody waits for it.
    put(facts -> facts.applicationEnded(timeMillis), Integer.MAX_VALUE, dropped);
  }
}
