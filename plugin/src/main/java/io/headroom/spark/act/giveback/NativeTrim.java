/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.Action;
import io.headroom.spark.act.DiagnosticCommands;
import io.headroom.spark.act.SelfSwitchOff;
import io.headroom.spark.judge.BackOff;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives freed malloc memory back to the operating system. glibc keeps what native code has freed in
 * its arenas, one or more per thread: 1069 MiB of which 97.5 % was free fell to 82 MiB by one trim
 * of 116 to 522 ms (docs/ladder.md).
 *
 * <p>Begins at the give-back rung where enough memory is charged that no figure explains. Arenas
 * are locked in turn while they are trimmed, so this must not be done often.
 */
public final class NativeTrim implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(NativeTrim.class);

  /**
   * A trim takes 0.1 to 0.5 s (measured) and locks malloc's arenas in turn: not while tasks must
   * free in a hurry.
   */
  private static final double SECONDS_NEEDED = 1;

  private static final String NAME = "native trim";

  /**
   * Least unexplained memory for which a trim is worth the locked arenas: the JVM's own needs (its
   * compilers, symbols, collector) are never explained and take about as much.
   */
  static final long LEAST_UNEXPLAINED = 32L << 20;

  static final double LEAST_UNEXPLAINED_SHARE = 0.04;

  private final SelfSwitchOff power;
  private final GiveBackRung rung;
  private final Attempts attempts;

  /**
   * For this JVM.
   *
   * @param backOff spaces the attempts; owned by this action from now on
   * @param housekeeping one thread, which the attempts are carried out on; owned by the caller
   * @param hardBytes what is charged and cannot be dropped, negative where unknown; called on the
   *     housekeeping thread, so it must be safe there
   * @param dryRun true to say only what would be done
   */
  public NativeTrim(
      Thresholds thresholds,
      BackOff backOff,
      ScheduledExecutorService housekeeping,
      LongSupplier hardBytes,
      boolean dryRun) {
    this(DiagnosticCommands.ofThisJvm(), thresholds, backOff, housekeeping, hardBytes, dryRun, LOG);
  }

  NativeTrim(
      DiagnosticCommands commands,
      Thresholds thresholds,
      BackOff backOff,
      ScheduledExecutorService housekeeping,
      LongSupplier hardBytes,
      boolean dryRun,
      Logger log) {
    this.power = new SelfSwitchOff(log, probe(commands));
    this.rung = new GiveBackRung(thresholds, SECONDS_NEEDED);
    this.attempts =
        dryRun
            ? new DryAttempts("trim the native heap", backOff, log)
            : new MeasuredAttempts(
                NAME, new Trim(commands), backOff, housekeeping, hardBytes, power, log);
  }

  private static Capability probe(DiagnosticCommands commands) {
    return commands.has(DiagnosticCommands.TRIM_NATIVE_HEAP)
        ? Capability.available(NAME, "by malloc_trim, through the JVM's diagnostic command")
        : Capability.unavailable(
            NAME, "this JVM has no System.trim_native_heap (it needs glibc, and JDK 17.0.9 or 18)");
  }

  @Override
  public String name() {
    return "nativeTrim";
  }

  @Override
  public Capability capability() {
    return power.capability();
  }

  @Override
  public void step(Situation now) {
    if (power.on() && rung.reached(now)) {
      power.guard(() -> beginIfWorthwhile(now));
    }
  }

  private void beginIfWorthwhile(Situation now) {
    long unexplained = unexplainedBytes(now);
    if (unexplained >= leastUnexplained(now.limitBytes) && attempts.due(now.nanoTime)) {
      attempts.begin(now.nanoTime, unexplained, now.limitBytes);
    }
  }

  /** The least unexplained memory, in bytes, for which a trim is begun. */
  static long leastUnexplained(long limitBytes) {
    return Math.max(LEAST_UNEXPLAINED, (long) (LEAST_UNEXPLAINED_SHARE * limitBytes));
  }

  /**
   * Bytes of hard memory that are not heap, metaspace, code, direct buffers, tmpfs files, kernel
   * memory or other processes: malloc's, in use or not. The whole of hard memory before the first
   * slow sample.
   *
   * <p>All of the committed heap is taken off. Where part of it was never touched this is too much,
   * and the trim comes late; taking off too little would waste trims on live memory, and the
   * back-off would then hold up the one that matters.
   */
  static long unexplainedBytes(Situation now) {
    long rest = Math.max(0, now.hardBytes);
    SlowSample slow = now.slow;
    if (slow == null) {
      return rest;
    }
    SlowSample.Jvm jvm = slow.jvm();
    if (jvm != null) {
      rest -= known(jvm.heapCommittedBytes());
      rest -= known(jvm.metaspaceBytes());
      rest -= known(jvm.codeCacheBytes());
      rest -= known(jvm.directBytes());
    }
    SlowSample.CgroupMemory cgroup = slow.cgroup();
    if (cgroup != null) {
      rest -= known(cgroup.shmemBytes());
      rest -= known(cgroup.kernelBytes());
      rest -= known(cgroup.lockedFileBytes());
    }
    SlowSample.Processes processes = slow.processes();
    if (processes != null) {
      rest -= known(processes.otherBytes());
      for (SlowSample.PythonWorker worker : processes.python()) {
        rest -= known(worker.residentBytes());
      }
    }
    return Math.max(0, rest);
  }

  private static long known(long bytes) {
    return Reading.known(bytes) ? bytes : 0;
  }

  @Override
  public void close() {
    attempts.close();
  }

  /** One call of malloc_trim. */
  private record Trim(DiagnosticCommands commands) implements Remedy, Remedy.Running {
    @Override
    public Running begin() {
      return this;
    }

    @Override
    public Outcome poll() {
      String reply = commands.run(DiagnosticCommands.TRIM_NATIVE_HEAP);
      return new Outcome("malloc_trim", TrimReply.parse(reply).freedBytes());
    }

    /** madvise takes effect at once. */
    @Override
    public Duration settling() {
      return Duration.ZERO;
    }

    @Override
    public void close() {}
  }
}
