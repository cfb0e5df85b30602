/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import java.io.IOException;

/** A process whose command line is an executor's, and which does nothing. */
final class SleepingExecutorBackend {
  private SleepingExecutorBackend() {}

  /**
   * Waits for the end of its standard input.
   *
   * @param args as an executor's
   */
  public static void main(String[] args) throws IOException {
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Nobody writes: it ends with the parent.
    }
  }
}
