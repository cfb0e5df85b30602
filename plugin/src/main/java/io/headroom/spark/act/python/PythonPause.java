/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.act.Action;
import io.headroom.spark.act.SelfSwitchOff;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.PauseRule;
import io.headroom.spark.judge.PauseRule.Worker;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.SlowSample.Processes;
import io.headroom.spark.sense.SlowSample.PythonKind;
import io.headroom.spark.sense.SlowSample.PythonWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the youngest Python worker while memory is short and lets the oldest go on first, as
 * {@link PauseRule} says. The workers are those of the latest walk of the process tree, which is up
 * to a second old; which of them are at work is looked at in between ({@link Activity}).
 *
 * <p>Stepped on the sampling thread, told of task ends on task threads.
 */
public final class PythonPause implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(PythonPause.class);

  /** How often workers are looked at under pressure; else after each walk of the tree. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Between two attempts to start the shell. */
  private static final long PREPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PauseRule rule;
  private final Signals signals;
  private final Activity activity;
  private final Executor housekeeping;
  private final SelfSwitchOff power;
  private final Logger log;
  private final String pausedWord;
  private final String resumedWord;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean preparing = new AtomicBoolean();

  /** What is stopped, for the log. */
  private final Map<Worker, Pause> pauses = new HashMap<>();

  /** Let go on at a task's end and not to be stopped again before the next walk. */
  private final Set<Worker> spared = new HashSet<>();

  private List<Worker> workers = List.of();
  private Map<Worker, Long> residentBytes = Map.of();
  private Processes walk;
  private long lastLookNanos;
  private long lastPrepareNanos;
  private boolean prepared;
  private long nowNanos;
  private boolean closed;

  /** What the log tells of a pause once it is known to have taken effect. */
  private record Pause(
      long sinceNanos, long residentBytes, double fraction, long limitBytes, int stillRun) {}

  /**
   * For the workers below this JVM.
   *
   * @param maxPause longest time for which a worker is stopped at a stretch
   * @param housekeeping where processes are started and looked at; owned by the caller
   * @param dryRun true to say only what would be done
   */
  public PythonPause(
      Thresholds thresholds, Duration maxPause, Executor housekeeping, boolean dryRun) {
    this(
        new PauseRule(thresholds, maxPause),
        dryRun ? new DrySignals(new ShellSignals().capability()) : new ShellSignals(),
        new Activity(ProcStat::of),
        housekeeping,
        dryRun,
        LOG);
  }

  PythonPause(
      PauseRule rule,
      Signals signals,
      Activity activity,
      Executor housekeeping,
      boolean dryRun,
      Logger log) {
    this.rule = rule;
    this.signals = signals;
    this.activity = activity;
    this.housekeeping = housekeeping;
    this.log = log;
    this.power = new SelfSwitchOff(log, signals.capability());
    this.pausedWord = dryRun ? "would pause" : "paused";
    this.resumedWord = dryRun ? "would resume" : "resumed";
  }

  @Override
  public String name() {
    return "pythonPause";
  }

  @Override
  public Capability capability() {
    return power.capability();
  }

  @Override
  public synchronized void step(Situation now) {
    nowNanos = now.nanoTime;
    if (closed || (walk == null && !hasWorkers(now))) {
      return;
    }
    if (!power.on() || !power.guard(() -> decide(now))) {
      release();
    }
  }

  private static boolean hasWorkers(Situation now) {
    return now.slow != null
        && now.slow.processes() != null
        && !now.slow.processes().python().isEmpty();
  }

  private void decide(Situation now) {
    boolean walked = takeOver(now);
    signals.replies().forEach(this::replied);
    makeReady();
    look(now, walked);
    forgetGone(walked);
    List<Worker> active = active();
    Worker next;
    while ((next = rule.toResume(now, active)) != null) {
      goOn(next);
      active.add(next);
    }
    active.removeAll(spared);
    Worker youngest = rule.toPause(now, active);
    if (youngest != null && signals.stop(youngest)) {
      rule.paused(youngest, nowNanos);
      pauses.put(
          youngest,
          new Pause(
              nowNanos,
              residentBytes.getOrDefault(youngest, 0L),
              now.rawFraction,
              now.limitBytes,
              active.size() - 1));
    }
  }

  /** Takes over the list of workers if the process tree was walked since. */
  private boolean takeOver(Situation now) {
    if (now.slow == null || now.slow.processes() == null) {
      return false;
    }
    if (walk != null && walk.nanoTime() == now.slow.processes().nanoTime()) {
      return false;
    }
    walk = now.slow.processes();
    List<Worker> found = new ArrayList<>();
    Map<Worker, Long> sizes = new HashMap<>();
    for (PythonWorker python : walk.python()) {
      if (python.kind() != PythonKind.DAEMON) {
        Worker worker = new Worker(python.pid(), python.startTicks());
        found.add(worker);
        sizes.put(worker, Math.max(0, python.residentBytes()));
      }
    }
    workers = found;
    residentBytes = sizes;
    spared.clear();
    return true;
  }

  /** Has the shell started while memory is not yet short, and again should it have died. */
  private void makeReady() {
    if (signals.ready()) {
      return;
    }
    if (!signals.capability().available() && pauses.isEmpty()) {
      power.off(signals.capability().detail(), null);
      return;
    }
    prepare();
  }

  private void prepare() {
    if (prepared && nowNanos - lastPrepareNanos < PREPARE_NANOS) {
      return;
    }
    if (onHousekeeping(preparing, signals::prepare)) {
      prepared = true;
      lastPrepareNanos = nowNanos;
    }
  }

  private void look(Situation now, boolean walked) {
    boolean soon = now.level.atLeast(Level.GIVE_BACK) && nowNanos - lastLookNanos > LOOK_NANOS;
    if (walked || soon) {
      // What is paused is looked at even if it is no longer below this JVM: its parent may have
      // died, and it must go on all the same.
      Set<Worker> all = new HashSet<>(workers);
      all.addAll(pauses.keySet());
      long nanoTime = nowNanos;
      if (onHousekeeping(looking, () -> activity.look(all, nanoTime))) {
        lastLookNanos = nowNanos;
      }
    }
  }

  private boolean onHousekeeping(AtomicBoolean busy, Runnable work) {
    if (!busy.compareAndSet(false, true)) {
      return false;
    }
    try {
      housekeeping.execute(
          () -> {
            try {
              power.guard(work);
            } finally {
              busy.set(false);
            }
          });
      return true;
    } catch (RejectedExecutionException shuttingDown) {
      busy.set(false);
      return false;
    }
  }

  private void forgetGone(boolean walked) {
    if (pauses.keySet().removeIf(activity::gone) || walked) {
      Set<Worker> living = new HashSet<>(workers);
      living.removeIf(activity::gone);
      living.addAll(pauses.keySet());
      rule.retain(living);
    }
  }

  private List<Worker> active() {
    List<Worker> active = new ArrayList<>();
    for (Worker worker : workers) {
      if (!pauses.containsKey(worker) && activity.working(worker, nowNanos)) {
        active.add(worker);
      }
    }
    return active;
  }

  private void goOn(Worker worker) {
    rule.resumed(worker, nowNanos);
    signals.goOn(worker);
    activity.revive(worker, nowNanos);
    Pause pause = pauses.remove(worker);
    if (pause != null) {
      log.info(
          "Headroom: {} Python worker {} after {} s",
          resumedWord,
          worker.pid(),
          String.format(Locale.ROOT, "%.1f", (nowNanos - pause.sinceNanos) / 1e9));
    }
  }

  private void replied(Signals.Reply reply) {
    Pause pause = pauses.get(reply.worker());
    if (pause == null) {
      return;
    }
    switch (reply.outcome()) {
      case STOPPED ->
          log.info(
              "Headroom: {} Python worker {} ({} MiB) at {} % of {} MiB, {} still run",
              pausedWord,
              reply.worker().pid(),
              pause.residentBytes >> 20,
              Math.round(100 * pause.fraction),
              pause.limitBytes >> 20,
              pause.stillRun);
      case REFUSED -> {
        forget(reply.worker());
        power.off("this process may not stop Python worker " + reply.worker().pid(), null);
        release();
      }
      case GONE, CONTINUED -> forget(reply.worker());
    }
  }

  private void forget(Worker worker) {
    pauses.remove(worker);
    rule.resumed(worker, nowNanos);
  }

  /**
   * A task has ended, so there is room for another worker: the one paused first goes on, and all of
   * them when no task runs any more. From any thread; never throws.
   */
  public synchronized void taskEnded(int tasksStillRunning) {
    power.guard(
        () -> {
          for (Worker worker : rule.paused()) {
            goOn(worker);
            // The walk that shows whose task has ended is yet to come.
            spared.add(worker);
            if (tasksStillRunning > 0) {
              break;
            }
          }
        });
  }

  /** Switched off: lets all that is paused go on, as soon as that can be done. */
  private void release() {
    pauses.keySet().forEach(signals::goOn);
    pauses.clear();
    if (signals.holding() && !signals.ready()) {
      prepare();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      rule.paused().forEach(this::goOn);
    }
    signals.close();
  }
}
