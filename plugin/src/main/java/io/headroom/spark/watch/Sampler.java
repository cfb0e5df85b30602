/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.judge.PressureJudge;
import io.headroom.spark.judge.SamplePeriod;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.MemorySense;
import io.headroom.spark.sense.SlowSample;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop: sense, judge, and hand the situation to whoever acts. One daemon thread, which owns
 * the readers, the judge and the situation; nothing that happens in the loop ends it, but a loop
 * that fails again and again ends itself and says so.
 */
public final class Sampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CALM_SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The process tree costs milliseconds: rarely while calm, as often as allowed when not. */
  private static final long CALM_TREE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final long FIRST_TREE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_FAILURES = 10;
  private static final long JOIN_MILLIS = 5_000;

  private final MemorySense sense;
  private final PressureJudge judge;
  private final SamplePeriod period;
  private final BooleanSupplier idle;
  private final Consumer<Situation> onSituation;
  private final Runnable onGivenUp;
  private final Hiccups hiccups;
  private final OwnCost cost;
  private final Thread thread;
  private final FastSample fast = new FastSample();

  private boolean pressed;
  private long slowNanos;
  private long treeNanos;
  private int failures;
  private final AtomicLong samples = new AtomicLong();
  private volatile boolean stopped;

  /**
   * Takes over the readers; {@link #close} closes them.
   *
   * @param idle whether no task runs, so that samples may be rarer; then see {@link #wake}
   * @param onSituation called on the sampling thread after each sample; must be quick
   * @param onGivenUp called if the loop gives up: nobody may go on waiting for a better sample
   * @param hiccups told when each sample was due and when it came
   */
  public Sampler(
      String name,
      MemorySense sense,
      PressureJudge judge,
      SamplePeriod period,
      BooleanSupplier idle,
      Consumer<Situation> onSituation,
      Runnable onGivenUp,
      Hiccups hiccups,
      OwnCost cost) {
    this.sense = sense;
    this.judge = judge;
    this.period = period;
    this.idle = idle;
    this.onSituation = onSituation;
    this.onGivenUp = onGivenUp;
    this.hiccups = hiccups;
    this.cost = cost;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Takes the next sample now: a task begins. From any thread; returns at once. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  /** Samples taken so far. */
  public long samples() {
    return samples.get();
  }

  private void run() {
    while (!stopped) {
      long began = System.nanoTime();
      hiccups.awake(began);
      long wait = SLOW_NANOS;
      try {
        wait = sample(began).toNanos();
        failures = 0;
      } catch (RuntimeException | LinkageError e) {
        failed(e);
      } catch (OutOfMemoryError e) {
        // The heap is full: Spark is about to say so itself, and a log line here would need memory.
        failures = 0;
      }
      hiccups.expect(began + wait);
      long left = wait - (System.nanoTime() - began);
      if (left > 0 && !stopped) {
        LockSupport.parkNanos(this, left);
      }
    }
    sense.close();
  }

  private Duration sample(long now) {
    sense.readFast(fast);
    SlowSample taken = null;
    boolean tree = treeIsDue(now);
    if (tree || now - slowNanos >= (pressed ? SLOW_NANOS : CALM_SLOW_NANOS)) {
      taken = sense.readSlow(tree);
      slowNanos = now;
      if (tree) {
        treeNanos = now;
      }
      cost.countThisThread();
    }
    Situation situation = judge.step(fast, taken);
    pressed = period.pressed(situation);
    samples.incrementAndGet();
    onSituation.accept(situation);
    return period.next(situation, idle.getAsBoolean());
  }

  /**
   * At once when pressure begins, since what to pause must be known then; while calm not before the
   * process is well under way, where a walk costs a tenth of what it does at the start.
   */
  private boolean treeIsDue(long now) {
    if (treeNanos == 0) {
      treeNanos = now - CALM_TREE_NANOS + FIRST_TREE_NANOS;
    }
    boolean often = pressed || sense.countsDescendants();
    return now - treeNanos >= (often ? SLOW_NANOS : CALM_TREE_NANOS);
  }

  private void failed(Throwable e) {
    failures++;
    if (failures == 1) {
      LOG.warn("Headroom: a sample failed", e);
    }
    if (failures >= MOST_FAILURES) {
      stopped = true;
      LOG.warn("Headroom: {} samples in a row failed; watching memory is switched off", failures);
      onGivenUp.run();
    }
  }

  /** Ends the loop and closes the readers; waits for that, but not for long. */
  @Override
  public void close() {
    stopped = true;
    if (thread.getState() == Thread.State.NEW) {
      sense.close();
      return;
    }
    LockSupport.unpark(thread);
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
