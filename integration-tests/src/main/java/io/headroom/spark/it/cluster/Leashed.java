/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another main class on a leash: when standard input ends, because whoever started this
 * process ended it or died by whatever cause, this process ends too. So no master, worker or driver
 * is left behind even when the harness is killed without a chance to clean up.
 */
public final class Leashed {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private Leashed() {}

  /**
   * Runs it.
   *
   * @param args the main class, then its arguments
   */
  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(Leashed::awaitEndOfInput, "leash");
    watch.setDaemon(true);
    watch.start();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // What is written there does not matter, only that it ends.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    end();
  }

  /** Ends this process in an orderly way, or after ten seconds in any way. */
  public static void end() {
    Thread last =
        new Thread(
            () -> {
              try {
                Thread.sleep(GRACE.toMillis());
              } catch (InterruptedException e) {
                // Then at once.
              }
              Runtime.getRuntime().halt(1);
            },
            "leash-last");
    last.setDaemon(true);
    last.start();
    System.exit(0);
  }
}
