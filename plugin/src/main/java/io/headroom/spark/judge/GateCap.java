/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.Reading;

/**
 * How many tasks may run at once on this executor: the cap that the task gate asks. Not
 * thread-safe: the caller locks.
 *
 * <p><b>Down at once, up by evidence.</b> Pressure lowers the cap to what is running, a shed to
 * what is left. It rises by one only after {@code cap} tasks ended well under it and one more is
 * expected to fit: {@code base + (cap + 1) * peakPerTask * 1.1 <= gate * (limit - heldHeap)}. Never
 * by time: a cap raised once a second was back at its old height before the first task had reached
 * its peak, and four executors died of it in a row.
 *
 * <p><b>What a task needs</b> is learned from the sum: with n tasks running it is (use - base) / n
 * at its highest, where use is hard less what the heap could give back and less the heap that stays
 * charged whatever tasks do (see {@link Situation#heapSlackBytes} and {@link
 * Situation#heapHeldBytes}). Both are of the same kind as the pressure's own correction. Without it
 * a heap of nine tenths of the container, once touched, would keep the cap down for good.
 */
public final class GateCap {
  /** One more task must fit with this to spare. */
  static final double MARGIN = 1.1;

  /** What is left of the learned peak after it has kept the cap down once. */
  static final double FORGET = 0.98;

  private final int slots;
  private final int floor;

  private int cap;
  private int acks;
  private long base = Reading.UNKNOWN;
  private double peak;
  private long heldHeap;

  /**
   * A cap.
   *
   * @param slots tasks that Spark runs here at once, at least 1
   * @param initialCap where to start; moved into [floor, slots]
   * @param floor tasks that are always admitted, moved into [1, slots]; 2 in local mode
   */
  public GateCap(int slots, int initialCap, int floor) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be at least 1, but are " + slots);
    }
    this.slots = slots;
    this.floor = Math.max(1, Math.min(floor, slots));
    this.cap = clamp(initialCap);
  }

  /** Tasks that may run at once, in [floor, slots]. */
  public int cap() {
    return cap;
  }

  /**
   * Whether one more task may start.
   *
   * @param running tasks that run now; those being killed do not hold a place
   * @param pressure of the present sample
   * @param gateThreshold pressure from which nothing more is started
   * @return always true while fewer than {@code floor} tasks run, so that something always does; a
   *     cap that was never lowered limits nothing, since resource profiles may run more tasks than
   *     the slots counted at start
   */
  public boolean mayAdmit(int running, double pressure, double gateThreshold) {
    if (running < floor) {
      return true;
    }
    boolean free = cap == slots || running < cap;
    return free && pressure < gateThreshold;
  }

  /**
   * Learns from a sample: what is there without tasks, and what each of them takes.
   *
   * @param running tasks whose memory is there now, those being killed included
   * @param hardBytes charged and not droppable; ignored where unknown
   * @param slackBytes heap that the collector could give back, {@link Situation#heapSlackBytes}
   * @param heldHeapBytes heap that stays charged, {@link Situation#heapHeldBytes}
   */
  public void observe(int running, long hardBytes, long slackBytes, long heldHeapBytes) {
    if (!Reading.known(hardBytes)) {
      return;
    }
    heldHeap = Math.max(0, heldHeapBytes);
    long use = Math.max(0, hardBytes - Math.max(0, slackBytes) - heldHeap);
    if (running <= 0) {
      // Measured afresh each time, up or down: malloc hoards after a wave and a trim takes it back.
      base = use;
      return;
    }
    base = Reading.known(base) ? Math.min(base, use) : use;
    peak = Math.max(peak, (double) (use - base) / running);
  }

  /** Pressure is at the gate or above: no more than what runs now, until tasks have ended well. */
  public void pressed(int running) {
    lowerTo(running);
  }

  /**
   * A task was shed.
   *
   * @param aliveAfter tasks that go on
   */
  public void shed(int aliveAfter) {
    lowerTo(aliveAfter);
  }

  /**
   * A task has ended.
   *
   * @param well true if it did its work; a failed or killed one proves nothing
   * @param limitBytes the present limit; where unknown the cap never rises
   * @param gateThreshold pressure below which one more task has to fit
   * @return true if the cap rose
   */
  public boolean taskEnded(boolean well, long limitBytes, double gateThreshold) {
    if (!well || cap >= slots || ++acks < cap) {
      return false;
    }
    acks = 0;
    if (limitBytes > 0 && fits(limitBytes, gateThreshold)) {
      cap++;
      return true;
    }
    // One odd task must not keep the cap down for ever; a real peak is seen again at once.
    peak *= FORGET;
    return false;
  }

  /** What is in use without tasks, bytes; unknown before the first sample. */
  public long baseBytes() {
    return base;
  }

  /** What a task took at its highest, bytes; 0 before one has run. */
  public long peakPerTaskBytes() {
    return (long) peak;
  }

  private boolean fits(long limitBytes, double gateThreshold) {
    return Math.max(0, base) + (cap + 1) * peak * MARGIN
        <= gateThreshold * Math.max(0, limitBytes - heldHeap);
  }

  private void lowerTo(int tasks) {
    cap = Math.min(cap, clamp(tasks));
    acks = 0;
  }

  private int clamp(int tasks) {
    return Math.max(floor, Math.min(tasks, slots));
  }
}
