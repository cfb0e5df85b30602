/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

/**
 * The number that the level is judged by. Pure; 0 is empty, 1 is full.
 *
 * <p><b>The cgroup.</b> With hard, limit, the heap held and the heap slack (see {@link HeapSlack}):
 *
 * <pre>
 *   free     = max(0, limit - hard)
 *   room     = free + min(slack, free / 3)
 *   use      = hard - held
 *   scale    = min(0.2 * limit, 128 MiB, (use + room) / 2)
 *   pressure = max( use / (use + room),  1 - 0.2 * room / scale )
 * </pre>
 *
 * <ul>
 *   <li>What is not heap is judged against what is not heap's: with a full heap that returns
 *       nothing the first term is {@code (hard - Xmx) / (limit - Xmx)}, with an untouched one it is
 *       {@code hard / limit}. A container of 1.1 times its heap is therefore not at 0.9 for ever.
 *   <li>Slack that the collector could return counts as a reserve, but as no more than a third of
 *       what is really free: it takes 1 to 3 s to come back (measured on G1), and a native growth
 *       of 300 MiB/s takes the last fifth of a small container in less. Counted in full, a heap
 *       with 187 MiB of slack in 896 MiB read 0.77 at the moment of the kill.
 *   <li>Less than 128 MiB of room is tight at any size: at the measured rate of first touches, 0.65
 *       GiB/s, it lasts 0.2 s. It may not take more than half of what is not heap's, or a small
 *       container would be at the gate with nothing in it.
 * </ul>
 *
 * <p>It is never above hard / limit, equals it where no heap figure is known, never falls while
 * hard grows, and is 1 exactly from the limit on.
 *
 * <p><b>The host.</b> {@code 1 - 0.2 * available / clamp(4 % of total, 256 MiB, 2 GiB)}: a share of
 * a big host would leave memory idle that nobody misses.
 */
final class Pressure {
  private static final long MIB = 1L << 20;

  /** Room that is tight whatever the size of the container. */
  static final long TIGHT_ROOM_BYTES = 128 * MIB;

  /** Most that slack counts for, as a share of what is free. */
  static final double SLACK_SHARE_OF_FREE = 1.0 / 3;

  private static final double GATE_ROOM = 0.2;
  private static final double HOST_SHARE = 0.04;
  private static final long HOST_MIN_BYTES = 256 * MIB;
  private static final long HOST_MAX_BYTES = 2048 * MIB;

  private Pressure() {}

  /**
   * Of the cgroup.
   *
   * @param hard bytes charged that cannot be dropped, zero or more
   * @param limit bytes, above 0
   * @param held heap that is not judged as use, bytes
   * @param slack heap that can be given back, bytes
   * @return in [0, 1]
   */
  static double ofCgroup(long hard, long limit, long held, long slack) {
    double free = (double) limit - hard;
    if (free <= 0) {
      return 1;
    }
    double room = free + Math.min((double) slack, free * SLACK_SHARE_OF_FREE);
    double use = Math.max(0, (double) hard - held);
    double scale =
        Math.min(Math.min(GATE_ROOM * limit, (double) TIGHT_ROOM_BYTES), (use + room) / 2);
    double byShare = use / (use + room);
    double byRoom = 1 - GATE_ROOM * room / scale;
    return clamp(Math.max(byShare, byRoom));
  }

  /**
   * Of the host.
   *
   * @param available MemAvailable, bytes; negative where unknown
   * @param total MemTotal, bytes; negative where unknown
   * @return in [0, 1]; 0 where unknown
   */
  static double ofHost(long available, long total) {
    if (available < 0 || total <= 0) {
      return 0;
    }
    double scale =
        Math.max((double) HOST_MIN_BYTES, Math.min((double) HOST_MAX_BYTES, HOST_SHARE * total));
    return clamp(1 - GATE_ROOM * available / scale);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
