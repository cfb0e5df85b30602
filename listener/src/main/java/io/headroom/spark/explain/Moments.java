/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Arrays;

/** Times in order, the last {@link #MOST}; tells how many fall into a span without a walk. */
final class Moments {
  static final int MOST = 16_384;

  private long[] times = new long[4];
  private int size;

  /** Cheap where times come nearly in order, which they do. */
  void add(long timeMillis) {
    if (size == MOST) {
      // Half at once, so that a flood does not move the whole array for each of its events.
      System.arraycopy(times, MOST / 2, times, 0, MOST / 2);
      size = MOST / 2;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
    }
    int at = firstAtOrAfter(timeMillis + 1);
    System.arraycopy(times, at, times, at + 1, size - at);
    times[at] = timeMillis;
    size++;
  }

  /** Takes one of these times away, if it is there. */
  void remove(long timeMillis) {
    int at = firstAtOrAfter(timeMillis);
    if (at < size && times[at] == timeMillis) {
      System.arraycopy(times, at + 1, times, at, size - at - 1);
      size--;
    }
  }

  /** How many lie between the two, both included. */
  int within(long fromMillis, long toMillis) {
    return firstAtOrAfter(toMillis + 1) - firstAtOrAfter(fromMillis);
  }

  private int firstAtOrAfter(long timeMillis) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < timeMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
