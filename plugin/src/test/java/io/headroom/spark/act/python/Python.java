/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.judge.PauseRule.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A real Python process for the tests. */
final class Python implements AutoCloseable {
  static final String BUSY = "while True: pass";
  static final String ASLEEP = "import time; time.sleep(600)";

  /** The interpreter itself: {@code python3} may be a slow launcher. */
  private static final String INTERPRETER = interpreter();

  private final Process process;

  private Python(Process process) {
    this.process = process;
  }

  static Python start(String program) throws IOException {
    Process process =
        new ProcessBuilder(INTERPRETER, "-I", "-S", "-c", "print('up', flush=True)\n" + program)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Once it prints, the interpreter runs and not the launcher before it.
    assertThat(process.getInputStream().read()).isEqualTo('u');
    return new Python(process);
  }

  private static String interpreter() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Worker worker() {
    return new Worker(process.pid(), stat(process.pid()).startTicks());
  }

  static ProcStat stat(long pid) {
    return ProcStat.of(pid).orElseThrow();
  }

  static void awaitStopped(Worker worker, boolean stopped) {
    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> (stat(worker.pid()).state() == 'T') == stopped);
  }

  /** Kills it and waits, so that nothing is left behind. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
