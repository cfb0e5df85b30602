/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.judge.PauseRule.Worker;

/** Stops the processes it is told and then waits to be killed. */
final class StoppingChild {
  private StoppingChild() {}

  /**
   * Stops them.
   *
   * @param args pids
   */
  public static void main(String[] args) throws InterruptedException {
    ShellSignals signals = new ShellSignals();
    signals.prepare();
    for (String pid : args) {
      signals.stop(new Worker(Long.parseLong(pid), Python.stat(Long.parseLong(pid)).startTicks()));
    }
    Thread.sleep(60_000);
  }
}
