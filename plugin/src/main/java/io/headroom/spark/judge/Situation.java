/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;

/**
 * What the judge makes of the latest sample. One instance is filled again and again by {@link
 * PressureJudge}; it belongs to the sampling thread, and who keeps a figure copies it.
 */
public final class Situation {
  /** When the sample was taken, by {@link System#nanoTime()}. */
  public long nanoTime;

  /** Charged and not droppable, bytes; unknown where it cannot be read. */
  public long hardBytes = Reading.UNKNOWN;

  /** All that is charged, page cache included, bytes. Shown, never judged. */
  public long usageBytes = Reading.UNKNOWN;

  /** Effective limit, bytes; unknown where it cannot be told, and then nothing is ever judged. */
  public long limitBytes = Reading.UNKNOWN;

  /** hard / limit, 0 where unknown. */
  public double rawFraction;

  /** What the level is judged by: hard / limit corrected for heap slack, or the host's if worse. */
  public double pressure;

  /** Seconds until hard reaches 98 % of the limit at the present slope; infinite if it does not. */
  public double timeToLimitSeconds = Double.POSITIVE_INFINITY;

  /** Growth of hard, bytes per second, never negative. */
  public double slopeBytesPerSecond;

  /** Heap that the collector could give back, bytes; 0 where it cannot. */
  public long heapSlackBytes;

  /**
   * Heap that stays charged whatever the tasks do, even after all slack was given back, bytes. It
   * is taken from hard and from the limit alike before a share is made of the two.
   */
  public long heapHeldBytes;

  public Level level = Level.CALM;

  /** True on the sample that changed the level. */
  public boolean levelChanged;

  /** What binds: the cgroup's limit, the host, or stalls by swapping. */
  public Binding binding = Binding.LIMIT;

  /** Tasks killed by the kernel's OOM killer in this cgroup since sampling began. */
  public long oomKills;

  /** The latest slow sample; null until the first one is taken. */
  public SlowSample slow;

  /** What makes the level what it is. */
  public enum Binding {
    /** The cgroup's own limit. */
    LIMIT,
    /** The host's MemAvailable. */
    HOST,
    /** Stalls: the cgroup's memory PSI where swap is on. */
    STALL
  }
}
