/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a command of the machine's that ends soon. */
public final class HostCommand {
  private static final long MAX_SECONDS = 60;

  private HostCommand() {}

  /**
   * Runs it and waits, at most a minute.
   *
   * @return what it printed
   * @throws IOException when it is not there, takes longer or fails, with its own words
   */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      // The commands used here print a few lines, which the pipe holds.
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(String.join(" ", command) + " takes more than " + MAX_SECONDS + " s");
      }
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + printed);
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + String.join(" ", command), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
