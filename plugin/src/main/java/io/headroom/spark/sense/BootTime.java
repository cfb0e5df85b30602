/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.file.Path;

/** When this host was booted, by the clock that the kernel's log is stamped with. */
final class BootTime {
  private static final double NANOS_PER_MILLI = 1e6;

  /** How far the two clocks may be apart without one of them counting from elsewhere. */
  private static final long MILLIS_APART = 1_000;

  private BootTime() {}

  /**
   * Milliseconds since the epoch. The log's clock stands still while the host is suspended, as does
   * the one behind {@link System#nanoTime()} on Linux; {@code /proc/uptime} counts on. Where
   * nanoTime plainly counts from something else (a time namespace, another virtual machine), uptime
   * is what there is.
   */
  static long millis(Path procDir) {
    long now = System.currentTimeMillis();
    long running = (long) (System.nanoTime() / NANOS_PER_MILLI);
    long uptime = uptimeMillis(KernelFile.text(procDir.resolve("uptime")));
    boolean plausible = running > 0 && (!Reading.known(uptime) || running <= uptime + MILLIS_APART);
    return now - (plausible ? running : Math.max(0, uptime));
  }

  /** The first figure of {@code 12719.31 10701.51}, in milliseconds; unknown for anything else. */
  static long uptimeMillis(String text) {
    int blank = text.indexOf(' ');
    int dot = text.indexOf('.');
    if (dot <= 0 || blank != dot + 3) {
      return Reading.UNKNOWN;
    }
    try {
      return Long.parseLong(text.substring(0, dot)) * 1000
          + Long.parseLong(text.substring(dot + 1, blank)) * 10;
    } catch (NumberFormatException e) {
      return Reading.UNKNOWN;
    }
  }
}
