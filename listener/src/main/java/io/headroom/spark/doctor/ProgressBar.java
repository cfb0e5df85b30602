/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How much of the input has been read, on one line that is drawn anew a few times per second. Not
 * thread-safe.
 */
public final class ProgressBar implements LongConsumer {
  private static final long PERIOD_NANOS = 200_000_000;
  private static final int WIDTH = 30;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream terminal;
  private final long total;
  private final LongSupplier nanoTime;
  private final long begin;
  private long last;
  private long read;
  private boolean shown;

  /**
   * Shows nothing yet.
   *
   * @param terminal where escape sequences are understood
   * @param total bytes in all
   * @param nanoTime as {@link System#nanoTime}
   */
  public ProgressBar(PrintStream terminal, long total, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.total = total;
    this.nanoTime = nanoTime;
    begin = nanoTime.getAsLong();
    last = begin;
  }

  /** So many more bytes have been read. */
  @Override
  public void accept(long bytes) {
    read += bytes;
    long now = nanoTime.getAsLong();
    if (now - last >= PERIOD_NANOS) {
      last = now;
      draw((now - begin) / 1e9);
    }
  }

  /** Makes room for other output on the terminal. */
  public void clear() {
    if (shown) {
      terminal.print(CLEAR);
      terminal.flush();
      shown = false;
    }
  }

  private void draw(double seconds) {
    // A log may grow while it is read.
    double share = total <= 0 ? 1 : Math.min(1, (double) read / total);
    int done = (int) (share * WIDTH);
    terminal.printf(
        Locale.ROOT,
        "%s[%s%s] %3.0f %%  %s of %s  %.0f MB/s",
        CLEAR,
        "#".repeat(done),
        " ".repeat(WIDTH - done),
        share * 100,
        Figures.size(read),
        Figures.size(total),
        read / 1e6 / seconds);
    terminal.flush();
    shown = true;
  }
}
