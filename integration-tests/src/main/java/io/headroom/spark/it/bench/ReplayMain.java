/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.scheduler.ReplayListenerBus;

/** Spark's own reading of an event log, as its History Server does, with nobody listening. */
public final class ReplayMain {
  private ReplayMain() {}

  /**
   * Reads a log.
   *
   * @param args the log
   */
  public static void main(String[] args) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(args[0])))) {
      if (!new ReplayListenerBus().replay(in, args[0], false, line -> true)) {
        throw new IOException("Spark did not read all of " + args[0]);
      }
    }
  }
}
