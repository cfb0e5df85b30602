/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.KernelKill;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The kernel's last kills on each host, {@link #MOST_EACH} of a host and {@link #MOST_HOSTS} hosts.
 * Several executors may read one host's kernel log: a kill told again is known by pid and time.
 */
final class KernelKills {
  static final int MOST_EACH = 64;
  static final int MOST_HOSTS = 4000;

  /** By which two readers may put the same line: each reckons wall clock from the kernel's own. */
  private static final long SAME_MILLIS = 10_000;

  private final Map<String, Kept<KernelKill>> byHost = new Bounded<>(MOST_HOSTS);

  /** Whether it is a new one. */
  boolean add(KernelKill kill) {
    Kept<KernelKill> own =
        byHost.computeIfAbsent(
            kill.host(),
            host ->
                Kept.last(
                    Comparator.comparingLong(KernelKill::timeMillis)
                        .thenComparingLong(KernelKill::pid)));
    for (KernelKill before : own.items()) {
      if (before.pid() == kill.pid()
          && Math.abs(before.timeMillis() - kill.timeMillis()) <= SAME_MILLIS) {
        if (kill.timeMillis() < before.timeMillis()) {
          // The earlier one, so that it does not matter who told first.
          own.items().remove(before);
          own.add(kill, MOST_EACH);
        }
        return false;
      }
    }
    return own.add(kill, MOST_EACH);
  }

  /** Those on a host in a span of time, in order. */
  List<KernelKill> on(String host, long fromMillis, long toMillis, Predicate<KernelKill> which) {
    Kept<KernelKill> own = byHost.get(host);
    return own == null
        ? List.of()
        : own.items().stream()
            .filter(kill -> kill.timeMillis() >= fromMillis && kill.timeMillis() <= toMillis)
            .filter(which)
            .toList();
  }
}
