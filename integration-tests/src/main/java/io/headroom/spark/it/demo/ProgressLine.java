/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.demo;

import io.headroom.spark.it.run.Progress;

/**
 * One line that tells how far a run has come: rewritten in place on a terminal, and elsewhere
 * printed anew only when something changed.
 */
final class ProgressLine implements AutoCloseable {
  private final String title;
  private final boolean terminal;
  private String last = "";

  ProgressLine(String title, boolean terminal) {
    this.title = title;
    this.terminal = terminal;
  }

  void update(Progress progress) {
    String state =
        String.format(
            "%d tasks done, %d running, %d failed, %d shed, %d executors lost",
            progress.tasks().succeeded(),
            progress.running(),
            progress.tasks().failed(),
            progress.tasks().shed(),
            progress.executorsLost());
    if (terminal) {
      System.out.printf("\r\033[K%-16s %5.1f s  %s", title, progress.seconds(), state);
      System.out.flush();
    } else if (!state.equals(last)) {
      System.out.printf("  %-16s %5.1f s  %s%n", title, progress.seconds(), state);
    }
    last = state;
  }

  @Override
  public void close() {
    if (terminal) {
      System.out.print("\r\033[K");
      System.out.flush();
    }
  }
}
