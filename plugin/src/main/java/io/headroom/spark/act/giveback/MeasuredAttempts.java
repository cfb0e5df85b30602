/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.SelfSwitchOff;
import io.headroom.spark.judge.BackOff;
import io.headroom.spark.sense.Reading;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Carries attempts out on the housekeeping thread, one at a time, and measures what each freed once
 * memory has settled. Neither the attempt nor the settling holds the thread.
 *
 * <p>Thread-safe: begun on the sampling thread, carried out on the housekeeping thread, closed from
 * any.
 */
final class MeasuredAttempts implements Attempts {
  private static final long POLL_MILLIS = 20;

  private final String what;
  private final Remedy remedy;
  private final BackOff backOff;
  private final Duration usualInterval;
  private final ScheduledExecutorService housekeeping;
  private final LongSupplier hardBytes;
  private final SelfSwitchOff power;
  private final Logger log;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicReference<Attempt> running = new AtomicReference<>();
  private volatile boolean gaveLittle;
  private volatile boolean closed;

  /**
   * @param what names the attempt in the log: "heap return"
   * @param hardBytes reads what is charged and cannot be dropped; negative where unknown
   */
  MeasuredAttempts(
      String what,
      Remedy remedy,
      BackOff backOff,
      ScheduledExecutorService housekeeping,
      LongSupplier hardBytes,
      SelfSwitchOff power,
      Logger log) {
    this.what = what;
    this.remedy = remedy;
    this.backOff = backOff;
    this.usualInterval = backOff.interval();
    this.housekeeping = housekeeping;
    this.hardBytes = hardBytes;
    this.power = power;
    this.log = log;
  }

  @Override
  public boolean due(long nanoTime) {
    if (closed || busy.get()) {
      return false;
    }
    synchronized (backOff) {
      return backOff.due(nanoTime);
    }
  }

  @Override
  public void begin(long nanoTime, long meantBytes, long limitBytes) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    Attempt attempt = new Attempt(nanoTime, meantBytes, limitBytes);
    try {
      housekeeping.execute(() -> attempt.guarded(attempt::begin));
    } catch (RejectedExecutionException shuttingDown) {
      busy.set(false);
    }
  }

  @Override
  public boolean gaveLittle() {
    return gaveLittle;
  }

  @Override
  public void close() {
    closed = true;
    Attempt attempt = running.get();
    if (attempt != null) {
      attempt.putBack();
    }
  }

  /** One attempt, from its beginning to the line that says what it freed. */
  private final class Attempt {
    private final long nanoTime;
    private final long meantBytes;
    private final long limitBytes;
    private long before;
    private long pausesBefore;
    private long start;
    private Remedy.Running work;

    Attempt(long nanoTime, long meantBytes, long limitBytes) {
      this.nanoTime = nanoTime;
      this.meantBytes = meantBytes;
      this.limitBytes = limitBytes;
    }

    void begin() {
      before = hardBytes.getAsLong();
      pausesBefore = Heap.pauseMillis();
      start = System.nanoTime();
      synchronized (this) {
        if (closed) {
          busy.set(false);
          return;
        }
        running.set(this);
        work = remedy.begin();
      }
      poll();
    }

    private void poll() {
      if (closed) {
        putBack();
        busy.set(false);
        return;
      }
      Remedy.Outcome outcome = work.poll();
      if (outcome == null) {
        later(POLL_MILLIS, this::poll);
        return;
      }
      putBack();
      String effort =
          String.format(
              Locale.ROOT,
              "%s in %d ms, %d ms of pauses",
              outcome.how(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
              Heap.pauseMillis() - pausesBefore);
      later(remedy.settling().toMillis(), () -> conclude(outcome.freedBytes(), effort));
    }

    private void later(long millis, Runnable step) {
      // What fails is caught in the guard, so nothing is lost with the future.
      var unused = housekeeping.schedule(() -> guarded(step), millis, TimeUnit.MILLISECONDS);
    }

    private void conclude(long freedBytes, String effort) {
      long after = hardBytes.getAsLong();
      long freed = freedBytes;
      if (!Reading.known(freed) && Reading.known(before) && Reading.known(after)) {
        freed = Math.max(0, before - after);
      }
      synchronized (backOff) {
        backOff.attempted(nanoTime + System.nanoTime() - start, freed, limitBytes);
        gaveLittle = backOff.interval().compareTo(usualInterval) > 0;
      }
      log.info(
          "Headroom: {} meant to free {} MiB, freed {} MiB (hard {} -> {} MiB of {} MiB) by {}",
          what,
          mib(meantBytes),
          mib(freed),
          mib(before),
          mib(after),
          mib(limitBytes),
          effort);
      busy.set(false);
    }

    /** Idempotent; waits for a beginning that is under way on the housekeeping thread. */
    synchronized void putBack() {
      if (running.compareAndSet(this, null) && work != null) {
        work.close();
      }
    }

    /** A failure ends the attempt and switches the action off. */
    void guarded(Runnable step) {
      boolean done = false;
      try {
        step.run();
        done = true;
      } catch (RejectedExecutionException shuttingDown) {
        // Then nobody waits for the result.
      } catch (Exception | LinkageError e) {
        power.off("it failed: " + e, e);
      } finally {
        if (!done) {
          putBack();
          busy.set(false);
        }
      }
    }
  }

  private static String mib(long bytes) {
    return Reading.known(bytes) ? Long.toString(bytes >> 20) : "?";
  }
}
