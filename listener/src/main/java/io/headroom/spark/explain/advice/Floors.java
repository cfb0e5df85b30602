/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.ExecutorReport;
import java.util.Optional;

/**
 * The floors of one executor: heap after collection, and native memory and Python while no task
 * runs.
 */
final class Floors {
  /** The heap after collection fell by that share of its maximum: old garbage was collected. */
  private static final double OLD_COLLECTED = 0.05;

  /** So many times, and the floor is one of live objects and not of garbage grown old. */
  private static final int ENOUGH_OLD_COLLECTIONS = 8;

  /** Share of the heap beyond which G1, ZGC and Shenandoah have long begun to collect old. */
  private static final double COLLECTED_BY_THEN = 0.7;

  /** The same for Serial and Parallel, which wait until the old generation is full. */
  private static final double FULL_BY_THEN = 0.9;

  private final Floor heap = new Floor();
  private final Floor nativeRest = new Floor();
  private final Floor python = new Floor();
  private final ExecutorTrack track = new ExecutorTrack();
  private long tasksEnded;
  private long heapMaxBytes = -1;
  private long limitBytes = -1;
  private long highSinceDrop = -1;
  private int oldCollections;
  private String collector = "";
  private long lastLive = -1;

  void taskEnded() {
    tasksEnded++;
  }

  void report(ExecutorReport report) {
    heapMaxBytes = Math.max(heapMaxBytes, report.memory().heapMaxBytes());
    limitBytes = Math.max(limitBytes, report.memory().limitBytes());
    collector = report.jvm().collector();
    heap(report.timeMillis(), report.jvm().heapLiveBytes());
    long beside = track.besideHeap(report.memory());
    if (report.tasks().running() > 0 || report.tasks().waiting() > 0) {
      return;
    }
    long rest = ProfilePeaks.nativeRest(beside, report);
    if (rest >= 0) {
      nativeRest.add(report.timeMillis(), rest, tasksEnded);
    }
    if (report.memory().pythonBytes() >= 0) {
      python.add(report.timeMillis(), report.memory().pythonBytes(), tasksEnded);
    }
  }

  private void heap(long millis, long live) {
    if (live < 0) {
      return;
    }
    lastLive = live;
    heap.add(millis, live, tasksEnded);
    highSinceDrop = Math.max(highSinceDrop, live);
    if (heapMaxBytes > 0 && highSinceDrop - live >= OLD_COLLECTED * heapMaxBytes) {
      oldCollections++;
      highSinceDrop = live;
    }
  }

  /** Empty where the floor does not rise, or it is too early to say. */
  Optional<Rise> rise(LeakKind kind) {
    if (kind == LeakKind.HEAP) {
      return oldIsCollected() ? Rise.of(heap, heapMaxBytes) : Optional.empty();
    }
    return Rise.of(kind == LeakKind.NATIVE ? nativeRest : python, roomBytes(kind));
  }

  /** Until then what lives after a collection of the young only grows, leak or not. */
  private boolean oldIsCollected() {
    boolean late = collector.equals("Serial") || collector.equals("Parallel");
    return oldCollections >= ENOUGH_OLD_COLLECTIONS
        || (heapMaxBytes > 0
            && lastLive >= (late ? FULL_BY_THEN : COLLECTED_BY_THEN) * heapMaxBytes);
  }

  /** What the figure can fill: the heap, or what the limit leaves beside it. */
  long roomBytes(LeakKind kind) {
    if (kind == LeakKind.HEAP) {
      return heapMaxBytes;
    }
    return limitBytes > heapMaxBytes ? limitBytes - Math.max(0, heapMaxBytes) : -1;
  }
}
