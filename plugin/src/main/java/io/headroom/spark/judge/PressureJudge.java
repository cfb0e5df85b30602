/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;

/**
 * Turns samples into a {@link Situation}. One instance per sampled process, used by the sampling
 * thread only. A step allocates nothing.
 *
 * <p><b>Up</b>: GIVE_BACK, SOFT and GATE are entered at once. SHED needs two samples in a row, each
 * with pressure at or above its threshold, or with the limit nearer than {@code shedTimeToLimit}
 * while at least half of it is used; so one odd sample never ends a task. The host's part of the
 * pressure is read once a second, so for SHED two of its readings must agree.
 *
 * <p><b>Down</b>: one rung at a time, each after all samples of a whole {@code dwell} were below
 * (threshold - hysteresis) and no other reason held the rung. A level that was reached by
 * time-to-limit comes down the same way when the growth stops: growth comes in bursts, and what
 * looks wide meanwhile (shedding, admission) also asks for the pressure of the present sample.
 *
 * <p><b>Without hard or limit</b> nothing is judged: all figures read as calm. The level is held
 * for one dwell, so that a file that vanishes between two reads does not open the gate, and is CALM
 * from then on. After a gap of more than a second, or a clock that went back, slopes, confirmation
 * and dwell begin anew.
 */
public final class PressureJudge {
  /** Growth ends no task while less than this share of the limit is used. */
  static final double SHED_MIN_FRACTION = 0.5;

  /** A slow sample older than this is not judged by: its reader hangs or has failed. */
  static final long SLOW_STALE_NANOS = 10_000_000_000L;

  /** A rung entered by stalls is held while they are at least this share of its bound. */
  private static final double STALL_HOLD = 0.5;

  private static final double NANOS_PER_SECOND = 1e9;

  private final Thresholds thresholds;
  private final double shedSeconds;
  private final long dwellNanos;
  private final Situation situation = new Situation();
  private final HeapView heap = new HeapView();
  private final SlopeWindow hardSlope = new SlopeWindow();
  private final SlopeWindow restSlope = new SlopeWindow();

  private boolean started;
  private long lastNanos;
  private boolean shedBefore;
  private double hostBefore;
  private double host;
  private boolean quiet;
  private long quietSince;
  private boolean blind;
  private long blindSince;
  private long lastOomKills = Reading.UNKNOWN;

  public PressureJudge(Thresholds thresholds) {
    this.thresholds = thresholds;
    this.shedSeconds = thresholds.shedTimeToLimit().toNanos() / NANOS_PER_SECOND;
    this.dwellNanos = thresholds.dwell().toNanos();
  }

  /**
   * Says whether heap slack can be given back: the collector can, and the action is on. False until
   * told otherwise.
   */
  public void heapReturnable(boolean returnable) {
    heap.returnable(returnable);
  }

  /**
   * Judges a sample.
   *
   * @param fast the sample of this tick
   * @param slowOrNull the slow sample, where one was taken with it
   * @return the one instance that every step fills again
   */
  public Situation step(FastSample fast, SlowSample slowOrNull) {
    long now = fast.nanoTime;
    situation.nanoTime = now;
    situation.usageBytes = fast.usageBytes;
    situation.levelChanged = false;
    if (started && (now - lastNanos < 0 || now - lastNanos > SlopeWindow.MAX_GAP_NANOS)) {
      shedBefore = false;
      quiet = false;
      blind = false;
    }
    started = true;
    lastNanos = now;
    if (slowOrNull != null) {
      takeSlow(slowOrNull);
    }
    countOomKills(fast.oomKills);
    if (Reading.known(fast.hardBytes) && fast.limitBytes > 0) {
      blind = false;
      measure(fast);
      judge(now);
    } else {
      seeNothing(fast, now);
    }
    return situation;
  }

  private void takeSlow(SlowSample slow) {
    situation.slow = slow;
    heap.slow(slow.jvm());
    hostBefore = host;
    host =
        slow.host() == null
            ? 0
            : Pressure.ofHost(slow.host().availableBytes(), slow.host().totalBytes());
  }

  private void countOomKills(long kills) {
    if (!Reading.known(kills)) {
      return;
    }
    if (Reading.known(lastOomKills)) {
      // A counter that fell belongs to another cgroup: counting starts over from there.
      situation.oomKills += Math.max(0, kills - lastOomKills);
    }
    lastOomKills = kills;
  }

  private void measure(FastSample fast) {
    long hard = fast.hardBytes;
    long limit = fast.limitBytes;
    if (slowIsStale()) {
      heap.stale();
    }
    heap.fast(fast);
    long touched = heap.touched(hard);
    hardSlope.add(fast.nanoTime, hard);
    restSlope.add(fast.nanoTime, hard - touched);
    double slope = hardSlope.bytesPerSecond();
    // Between slow samples only the fast figure tells whose growth it is.
    double heapSlope =
        Reading.known(fast.heapUsedBytes) ? Math.max(0, slope - restSlope.bytesPerSecond()) : 0;
    situation.hardBytes = hard;
    situation.limitBytes = limit;
    situation.rawFraction = (double) hard / limit;
    situation.slopeBytesPerSecond = slope;
    situation.timeToLimitSeconds =
        TimeToLimit.seconds(hard, limit, slope, heapSlope, heap.growthLeft(touched));
    situation.heapSlackBytes = heap.slack(touched);
    situation.heapHeldBytes = heap.held(touched - situation.heapSlackBytes, limit);
    situation.pressure =
        Pressure.ofCgroup(hard, limit, heap.held(touched, limit), situation.heapSlackBytes);
  }

  private void judge(long now) {
    boolean stale = slowIsStale();
    double own = situation.pressure;
    double hostNow = stale ? 0 : host;
    double pressure = Math.max(own, hostNow);
    SlowSample stallsFrom = stale ? null : situation.slow;
    boolean growth =
        situation.timeToLimitSeconds < shedSeconds && situation.rawFraction >= SHED_MIN_FRACTION;
    boolean shed = growth || Math.max(own, Math.min(hostNow, hostBefore)) >= thresholds.shed();

    Level stalls = Stalls.rung(stallsFrom, 1);
    Level byPressure = rung(pressure);
    Level enter = worse(least(byPressure, Level.GATE), stalls);
    if (shed && shedBefore) {
      enter = Level.SHED;
    }
    shedBefore = shed;
    Level hold =
        growth
            ? Level.SHED
            : worse(rung(pressure + thresholds.hysteresis()), Stalls.rung(stallsFrom, STALL_HOLD));

    situation.pressure = pressure;
    if (stalls.compareTo(byPressure) > 0 && !growth) {
      situation.binding = Situation.Binding.STALL;
    } else if (hostNow > own && !growth) {
      situation.binding = Situation.Binding.HOST;
    } else {
      situation.binding = Situation.Binding.LIMIT;
    }
    move(enter, hold, now);
  }

  private void move(Level enter, Level hold, long now) {
    Level level = situation.level;
    if (enter.compareTo(level) > 0) {
      become(enter);
      quiet = false;
    } else if (hold.atLeast(level)) {
      quiet = false;
    } else if (!quiet) {
      quiet = true;
      quietSince = now;
    } else if (now - quietSince >= dwellNanos) {
      become(below(level));
      quietSince = now;
    }
  }

  private void seeNothing(FastSample fast, long now) {
    situation.hardBytes = fast.hardBytes;
    situation.limitBytes = fast.limitBytes;
    situation.rawFraction = 0;
    situation.pressure = 0;
    situation.slopeBytesPerSecond = 0;
    situation.timeToLimitSeconds = Double.POSITIVE_INFINITY;
    situation.heapSlackBytes = 0;
    situation.heapHeldBytes = 0;
    situation.binding = Situation.Binding.LIMIT;
    shedBefore = false;
    quiet = false;
    if (!blind) {
      blind = true;
      blindSince = now;
    }
    if (situation.level != Level.CALM && now - blindSince >= dwellNanos) {
      become(Level.CALM);
    }
  }

  private void become(Level level) {
    situation.level = level;
    situation.levelChanged = true;
  }

  private boolean slowIsStale() {
    SlowSample slow = situation.slow;
    return slow == null || Math.abs(situation.nanoTime - slow.nanoTime()) > SLOW_STALE_NANOS;
  }

  private Level rung(double pressure) {
    if (pressure >= thresholds.shed()) {
      return Level.SHED;
    }
    if (pressure >= thresholds.gate()) {
      return Level.GATE;
    }
    if (pressure >= thresholds.soft()) {
      return Level.SOFT;
    }
    return pressure >= thresholds.giveBack() ? Level.GIVE_BACK : Level.CALM;
  }

  private static Level below(Level level) {
    return switch (level) {
      case SHED -> Level.GATE;
      case GATE -> Level.SOFT;
      case SOFT -> Level.GIVE_BACK;
      case GIVE_BACK, CALM -> Level.CALM;
    };
  }

  private static Level worse(Level a, Level b) {
    return a.atLeast(b) ? a : b;
  }

  private static Level least(Level a, Level b) {
    return a.atLeast(b) ? b : a;
  }
}
