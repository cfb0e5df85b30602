/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own, for what depends on start-up flags. */
public final class ChildJvm {
  private static final long TIMEOUT_SECONDS = 60;

  private ChildJvm() {}

  /** Starts it; the caller ends it. Standard error goes with standard output. */
  public static Process start(List<String> flags, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs it to its end and returns its lines of the form {@code name=value}. */
  public static Map<String, String> run(List<String> flags, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Process process = start(flags, main, args);
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(flags + " " + main.getName() + " failed:\n" + output);
      }
      Map<String, String> values = new HashMap<>();
      for (String line : output.split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      return values;
    } finally {
      process.destroyForcibly();
    }
  }
}
