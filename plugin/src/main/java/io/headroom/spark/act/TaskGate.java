/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.judge.GateCap;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Holds new tasks while memory is short. What runs goes on; who waits, waits on its own task thread
 * and in the order of arrival.
 *
 * <p>How many may run is {@link GateCap}'s business; this class only makes them wait. Progress is a
 * promise: a task is let in at once when nothing else runs, barrier tasks always pass, a task that
 * is cancelled stops waiting, and after {@code maxWait} a task is let in whatever the pressure.
 *
 * <p>Thread-safe. One lock guards the cap and the queue; no thread does anything slow while holding
 * it.
 */
public final class TaskGate implements Action {
  /** What the gate does with a task that should wait. */
  public enum Mode {
    /** Holds it. */
    HOLD,
    /** Lets it in and logs that it would have been held. */
    OBSERVE,
    /** Lets it in; only counts what runs. */
    OPEN
  }

  /** How often a waiting task looks whether it was cancelled: Spark's flag cannot wake it. */
  private static final long CANCEL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<TaskAttempt> queue = new ArrayDeque<>();
  private final GateCap cap;
  private final RunningTasks running;
  private final double threshold;
  private final long maxWaitNanos;
  private final Mode mode;
  private final LongSupplier clock;
  private final SamplerLog log;
  private final GateCounters counters = new GateCounters();

  private double pressure;
  private long limitBytes = Reading.UNKNOWN;
  private boolean closed;
  private boolean shut;

  /**
   * A gate that is open until the first {@link #step}.
   *
   * @param threshold pressure at which no further task is let in
   * @param maxWait longest time a task is held; then it is let in and counted
   * @param clock nanoseconds, as {@link System#nanoTime()}
   * @param logThread where log lines are written, since this class writes them under its lock
   */
  public TaskGate(
      GateCap cap,
      RunningTasks running,
      double threshold,
      Duration maxWait,
      Mode mode,
      LongSupplier clock,
      Executor logThread) {
    this.cap = cap;
    this.running = running;
    this.threshold = threshold;
    this.maxWaitNanos = maxWait.toNanos();
    this.mode = mode;
    this.clock = clock;
    this.log = new SamplerLog(LoggerFactory.getLogger(TaskGate.class), logThread);
  }

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public Capability capability() {
    return Capability.available(
        name(),
        switch (mode) {
          case HOLD -> "holds new tasks at " + Math.round(100 * threshold) + " % and above";
          case OBSERVE -> "tells which tasks it would hold";
          case OPEN -> "switched off by configuration";
        });
  }

  /** Counters of what this gate did, for reports. */
  public GateCounters counters() {
    return counters;
  }

  /** How many tasks may run at once now. */
  public int currentCap() {
    lock.lock();
    try {
      return cap.cap();
    } finally {
      lock.unlock();
    }
  }

  /** The largest memory that one task was seen to add, bytes; 0 before any was measured. */
  public long peakPerTaskBytes() {
    lock.lock();
    try {
      return cap.peakPerTaskBytes();
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks wait now. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the task in, now or later; on return it is counted as running. Called on the task's
   * thread. An interrupt ends the wait and stays set for Spark to see.
   */
  public void enter(TaskAttempt task) {
    long began = clock.getAsLong();
    boolean interrupted = false;
    lock.lock();
    try {
      if (mustWait(task)) {
        queue.addLast(task);
        try {
          interrupted = hold(task, began);
        } finally {
          queue.remove(task);
          changed.signalAll();
          counters.addWaited(clock.getAsLong() - began);
        }
      }
      running.began(task, clock.getAsLong());
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean mustWait(TaskAttempt task) {
    if (mode == Mode.OPEN || task.barrier() || closed || mayEnter(task)) {
      return false;
    }
    if (mode == Mode.OBSERVE) {
      log.info(
          "Headroom: would hold TID {} at the gate ({} % of the limit, {} tasks run)",
          task.attemptId(), Math.round(100 * pressure), running.alive());
      counters.addHeld();
      return false;
    }
    counters.addHeld();
    return true;
  }

  /** True if interrupted while waiting. */
  private boolean hold(TaskAttempt task, long began) {
    log.info(
        "Headroom: holding TID {} at the gate ({} % of the limit, {} tasks run, cap {})",
        task.attemptId(), Math.round(100 * pressure), running.alive(), cap.cap());
    boolean interrupted = false;
    while (!closed && !task.interrupted() && !mayEnter(task)) {
      long left = maxWaitNanos - (clock.getAsLong() - began);
      if (left <= 0) {
        counters.addTimeout();
        log.warn(
            "Headroom: letting TID {} in after {} s although memory is still short ({} % of the"
                + " limit)",
            task.attemptId(), maxWaitNanos / 1_000_000_000L, Math.round(100 * pressure));
        break;
      }
      try {
        long unused = changed.awaitNanos(Math.min(left, CANCEL_POLL_NANOS));
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    return interrupted;
  }

  private boolean mayEnter(TaskAttempt task) {
    TaskAttempt next = queue.peekFirst();
    boolean myTurn = next == null || next == task;
    return myTurn && cap.mayAdmit(running.alive(), pressure, threshold);
  }

  /**
   * Notes that a task ended. Idempotent: Spark tells an end through several callbacks.
   *
   * @param well true if it finished its work, which is the evidence on which the cap rises
   * @return false if its end was known already
   */
  public boolean leave(long attemptId, boolean well) {
    lock.lock();
    try {
      if (!running.ended(attemptId)) {
        return false;
      }
      int before = cap.cap();
      if (cap.taskEnded(well, limitBytes, threshold)) {
        log.info(
            "Headroom: {} tasks ended well, cap {} -> {} (peak per task {} MiB)",
            before,
            before,
            cap.cap(),
            cap.peakPerTaskBytes() >> 20);
      }
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lowers the cap to what is left after a task was shed. */
  public void afterShed(int alive) {
    lock.lock();
    try {
      if (mode == Mode.HOLD) {
        cap.shed(alive);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void step(Situation now) {
    if (!Reading.known(now.hardBytes)) {
      return;
    }
    lock.lock();
    try {
      pressure = now.pressure;
      limitBytes = now.limitBytes;
      int alive = running.alive();
      cap.observe(running.size(), now.hardBytes, now.heapSlackBytes, now.heapHeldBytes);
      boolean nowShut = pressure >= threshold;
      if (nowShut && mode == Mode.HOLD) {
        cap.pressed(alive);
      }
      if (nowShut != shut) {
        shut = nowShut;
        tellChange(now, alive);
      }
      if (!queue.isEmpty() && !nowShut) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void tellChange(Situation now, int alive) {
    if (shut) {
      counters.addShut();
    }
    if (mode == Mode.OPEN) {
      return;
    }
    log.info(
        "Headroom: {}{} the gate at {} % ({} of {} MiB hard; {} tasks run, {} wait, cap {})",
        mode == Mode.OBSERVE ? "would now " : "",
        verb(),
        Math.round(100 * now.pressure),
        now.hardBytes >> 20,
        now.limitBytes >> 20,
        alive,
        queue.size(),
        cap.cap());
  }

  private String verb() {
    if (mode == Mode.OBSERVE) {
      return shut ? "shut" : "open";
    }
    return shut ? "shutting" : "opening";
  }

  /** Lets everybody in. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
