/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.ShedRule;
import io.headroom.spark.judge.ShedRule.Candidate;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Capability;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the youngest running task so that Spark retries it, when otherwise the kernel would end all
 * of them together with the executor. {@link ShedRule} says when and which; this class has it done
 * and tells what it freed.
 *
 * <p>{@link #step} runs on the sampling thread, the kill itself on the given executor.
 */
public final class TaskShedder implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(TaskShedder.class);

  private final ShedRule rule;
  private final RunningTasks running;
  private final TaskGate gate;
  private final List<TaskKiller> killers;
  private final Executor executor;
  private final boolean dryRun;
  private final AtomicLong sheds = new AtomicLong();
  private final SamplerLog samplerLog;
  private final ShedOutcome outcome;

  /** In {@code observe} mode: those told already that still run. */
  private final Set<Long> told = new HashSet<>();

  /**
   * Sheds by the given rule.
   *
   * @param killers tried in this order until one works
   * @param executor where kills run; must not be the sampling thread
   * @param dryRun true to only log what would be shed
   */
  public TaskShedder(
      ShedRule rule,
      RunningTasks running,
      TaskGate gate,
      List<TaskKiller> killers,
      Executor executor,
      boolean dryRun) {
    this.rule = rule;
    this.running = running;
    this.gate = gate;
    this.killers = List.copyOf(killers);
    this.executor = executor;
    this.dryRun = dryRun;
    this.samplerLog = new SamplerLog(LOG, executor);
    this.outcome = new ShedOutcome(samplerLog);
  }

  @Override
  public String name() {
    return "shed";
  }

  @Override
  public Capability capability() {
    return Capability.available(
        name(), "kills " + String.join(", else ", killers.stream().map(TaskKiller::how).toList()));
  }

  /** Tasks asked to end, or in {@code observe} mode those that would have been. */
  public long sheds() {
    return sheds.get();
  }

  /** Called when the first task starts, so that the first kill meets no delay. */
  public void prepare() {
    executor.execute(() -> killers.forEach(TaskKiller::prepare));
  }

  @Override
  public void step(Situation now) {
    outcome.step(now, running);
    if (now.level != Level.SHED) {
      return;
    }
    List<Candidate> victims = rule.choose(now, running.candidates());
    if (victims.isEmpty()) {
      return;
    }
    rule.shed(now);
    String why = why(now);
    if (dryRun) {
      wouldShed(victims, why);
      return;
    }
    victims.forEach(victim -> shed(now, victim, why));
    // Lines share the kills' thread, so they come when every kill is on its way.
    int left = running.alive();
    victims.forEach(victim -> tell(victim, why, left));
  }

  private void shed(Situation now, Candidate victim, String why) {
    sheds.incrementAndGet();
    running.shed(victim.taskAttemptId());
    gate.afterShed(running.alive());
    outcome.shed(now, victim.taskAttemptId());
    executor.execute(() -> kill(victim.taskAttemptId(), "Headroom: shed " + why));
  }

  private void tell(Candidate victim, String why, int left) {
    samplerLog.warn(
        "Headroom: shedding TID {} {}; {} tasks go on, meant to free up to {} MiB",
        victim.taskAttemptId(),
        why,
        left,
        gate.peakPerTaskBytes() >> 20);
  }

  /** Nothing is shed here, so the same victims are chosen again and again: each is told once. */
  private void wouldShed(List<Candidate> victims, String why) {
    told.removeIf(attemptId -> !running.contains(attemptId));
    for (Candidate victim : victims) {
      if (told.add(victim.taskAttemptId())) {
        sheds.incrementAndGet();
        samplerLog.info("Headroom: would shed TID {} {}", victim.taskAttemptId(), why);
      }
    }
  }

  private void kill(long attemptId, String reason) {
    for (TaskKiller killer : killers) {
      if (killer.kill(attemptId, reason)) {
        samplerLog.info("Headroom: asked for the end of TID {} {}", attemptId, killer.how());
        return;
      }
    }
    LOG.warn("Headroom: nobody could be asked to end TID {}", attemptId);
  }

  private static String why(Situation now) {
    String at =
        String.format(
            Locale.ROOT,
            "at %d %% (%d of %d MiB hard, growing %d MiB/s",
            Math.round(100 * now.rawFraction),
            now.hardBytes >> 20,
            now.limitBytes >> 20,
            Math.round(now.slopeBytesPerSecond / (1 << 20)));
    return Double.isInfinite(now.timeToLimitSeconds)
        ? at + ")"
        : String.format(Locale.ROOT, "%s, limit in %.1f s)", at, now.timeToLimitSeconds);
  }

  @Override
  public void close() {
    // What was shed is Spark's again; nothing stays in force.
  }
}
