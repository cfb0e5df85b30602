/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.Action;
import io.headroom.spark.act.SelfSwitchOff;
import io.headroom.spark.judge.BackOff;
import io.headroom.spark.judge.Level;
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
 * Gives free heap back to the operating system, by the recipe of the collector that runs here.
 *
 * <p>Begins when {@code hard / limit} or the corrected pressure reaches the give-back rung, and the
 * heap is expected to shrink by at least {@link #leastGain}. {@code hard / limit} counts too, since
 * the corrected pressure takes for granted that this slack is given back in time.
 */
public final class HeapReturn implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(HeapReturn.class);

  /**
   * Nearer than this even a stop-the-world collection comes too late; the heap's reserve counts
   * from the first megabyte, so it is begun late rather than never.
   */
  private static final double SECONDS_NEEDED = 0.3;

  /** Share of the limit below which a return is not worth its pauses, as is {@link #LEAST_GAIN}. */
  static final double LEAST_GAIN_SHARE = 0.05;

  /** In a small container 5 % is soon within what the collector keeps free anyway. */
  static final long LEAST_GAIN = 16L << 20;

  /**
   * Half of the live set may be dead once a task has ended. It is a guess that lets an attempt be
   * made; one that finds it wrong frees nothing and is held back by the back-off.
   */
  private static final double DEAD_AFTER_A_TASK = 0.5;

  /**
   * The guess is made for small heaps only, where an attempt stops the JVM for tenths of a second
   * at most. Java chooses Serial by itself below 1792 MiB.
   */
  private static final long CHEAP_HEAP_BYTES = 2L << 30;

  /** What a heap shrunk to free ratios of 5/15 holds for each byte alive. */
  private static final double HELD_PER_LIVE_BYTE = 1.15;

  private final HeapReturnRecipe recipe;
  private final SelfSwitchOff power;
  private final GiveBackRung rung;
  private final LongSupplier hardBytes;
  private final Attempts attempts;
  private volatile boolean pressing;
  private volatile long enoughBelowBytes = Reading.UNKNOWN;
  private volatile long latestCollections;
  private volatile long collectionsAtTaskEnd = Reading.UNKNOWN;
  private volatile boolean closed;

  /**
   * For the collector of this JVM.
   *
   * @param backOff spaces the attempts; owned by this action from now on
   * @param housekeeping one thread, which the attempts are carried out on; owned by the caller
   * @param hardBytes what is charged and cannot be dropped, negative where unknown; called on the
   *     housekeeping thread, so it must be safe there
   * @param dryRun true to say only what would be done
   */
  public HeapReturn(
      Thresholds thresholds,
      BackOff backOff,
      ScheduledExecutorService housekeeping,
      LongSupplier hardBytes,
      boolean dryRun) {
    this(HeapReturnRecipes.ofThisJvm(), thresholds, backOff, housekeeping, hardBytes, dryRun);
  }

  HeapReturn(
      HeapReturnRecipe recipe,
      Thresholds thresholds,
      BackOff backOff,
      ScheduledExecutorService housekeeping,
      LongSupplier hardBytes,
      boolean dryRun) {
    this.recipe = recipe;
    this.power = new SelfSwitchOff(LOG, recipe.capability());
    this.rung = new GiveBackRung(thresholds, SECONDS_NEEDED);
    this.hardBytes = hardBytes;
    this.attempts =
        dryRun
            ? new DryAttempts("return heap", backOff, LOG)
            : new MeasuredAttempts(
                "heap return", new ByRecipe(), backOff, housekeeping, hardBytes, power, LOG);
  }

  @Override
  public String name() {
    return "heapReturn";
  }

  @Override
  public Capability capability() {
    return power.capability();
  }

  /**
   * True while heap slack may be counted as a reserve: it can be given back here, and the last
   * attempts did give something. From any thread.
   */
  public boolean returnable() {
    return power.on() && !attempts.gaveLittle();
  }

  @Override
  public void step(Situation now) {
    if (closed || !power.on()) {
      return;
    }
    pressing = now.level.atLeast(Level.GATE);
    enoughBelowBytes = rung.leftBelowBytes(now);
    if (rung.reached(now)) {
      power.guard(() -> beginIfWorthwhile(now));
    }
  }

  private void beginIfWorthwhile(Situation now) {
    long gain = expectedGain(now, recipe.floorBytes(), deadShare(now));
    if (gain >= leastGain(now.limitBytes) && attempts.due(now.nanoTime)) {
      attempts.begin(now.nanoTime, gain, now.limitBytes);
    }
  }

  /**
   * A task has ended: what it held in the heap is garbage, which no figure shows before the next
   * collection. From any thread.
   */
  public void taskEnded() {
    collectionsAtTaskEnd = latestCollections;
  }

  /** What of the live set that the last collection found may be dead since. */
  private double deadShare(Situation now) {
    SlowSample.Jvm jvm = now.slow == null ? null : now.slow.jvm();
    if (jvm == null || jvm.heapCommittedBytes() > CHEAP_HEAP_BYTES) {
      return 0;
    }
    latestCollections = jvm.collections();
    return collectionsAtTaskEnd == latestCollections ? DEAD_AFTER_A_TASK : 0;
  }

  /** The least expected gain, in bytes, for which a return is begun. */
  static long leastGain(long limitBytes) {
    return Math.max(LEAST_GAIN, (long) (LEAST_GAIN_SHARE * limitBytes));
  }

  /**
   * Bytes by which resident memory would fall if the heap shrank to what it holds alive plus 15 %:
   * the judge's slack, or more where the last slow sample says so. (The judge counts on what is
   * surely resident, the largest use seen; G1 touches more than that, as it moves what it holds.) 0
   * without either. Before the first collection all that is used is taken for alive.
   *
   * @param deadShare share of the live set that may have died since it was measured
   */
  static long expectedGain(Situation now, long floorBytes, double deadShare) {
    long slack = Math.max(0, now.heapSlackBytes);
    if (now.slow == null || now.slow.jvm() == null) {
      return slack;
    }
    SlowSample.Jvm jvm = now.slow.jvm();
    long live = Reading.known(jvm.heapLiveBytes()) ? jvm.heapLiveBytes() : jvm.heapUsedBytes();
    if (!Reading.known(jvm.heapCommittedBytes()) || !Reading.known(live)) {
      return slack;
    }
    // Committed but never touched is not resident: no more can be freed than is charged.
    long held = Math.min(jvm.heapCommittedBytes(), Math.max(0, now.hardBytes));
    long afterwards = Math.max((long) (HELD_PER_LIVE_BYTE * (1 - deadShare) * live), floorBytes);
    return Math.max(slack, held - afterwards);
  }

  @Override
  public void close() {
    closed = true;
    attempts.close();
  }

  /** The recipe as what an attempt carries out. */
  private final class ByRecipe implements Remedy, HeapReturnRecipe.Need {
    @Override
    public Running begin() {
      return recipe.begin(this);
    }

    @Override
    public Duration settling() {
      return recipe.settling();
    }

    @Override
    public boolean pressing() {
      return pressing;
    }

    @Override
    public boolean over() {
      long hard = hardBytes.getAsLong();
      return closed || (Reading.known(hard) && hard < enoughBelowBytes);
    }
  }
}
