/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.act.python.Signals.Outcome;
import io.headroom.spark.act.python.Signals.Reply;
import io.headroom.spark.judge.PauseRule.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One running shell and its two pipes. Neither writing nor reading ever waits: requests that are
 * not answered yet are few enough for the smallest pipe there is, and no more is read than is
 * there. Not thread-safe.
 */
final class SignalShell implements AutoCloseable {
  /** Each request takes at most 45 bytes, and a pipe holds 4096 at least. */
  private static final int MOST_UNANSWERED = 64;

  private static final int LONGEST_LINE = 256;
  private static final long CLOSE_MILLIS = 1000;

  private final Process process;
  private final OutputStream requests;
  private final InputStream answers;
  private final StringBuilder line = new StringBuilder();
  private int unanswered;
  private boolean failed;

  private SignalShell(Process process) {
    this.process = process;
    this.requests = process.getOutputStream();
    this.answers = process.getInputStream();
  }

  static SignalShell start(Path shell, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(shell.toString(), "-c", script, "headroom-signals")
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Nothing of the executor's environment is needed, and some of it (BASH_ENV) is run.
    builder.environment().clear();
    return new SignalShell(builder.start());
  }

  boolean works() {
    return !failed && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Hands over a request; false, and of no more use, if the shell does not take it. */
  boolean send(String signal, Worker worker) {
    if (failed || unanswered >= MOST_UNANSWERED) {
      failed = true;
      return false;
    }
    try {
      requests.write(
          (signal + " " + worker.pid() + " " + worker.startTicks() + "\n")
              .getBytes(StandardCharsets.US_ASCII));
      requests.flush();
      unanswered++;
      return true;
    } catch (IOException died) {
      failed = true;
      return false;
    }
  }

  /** Adds the answers that have come since the last call. */
  void drainTo(List<Reply> replies) {
    try {
      while (unanswered > 0 && answers.available() > 0) {
        int c = answers.read();
        if (c < 0) {
          failed = true;
          return;
        }
        if (c != '\n') {
          line.append((char) c);
          failed |= line.length() > LONGEST_LINE;
          continue;
        }
        unanswered--;
        replies.add(parse(line.toString()));
        line.setLength(0);
      }
    } catch (IOException | IllegalArgumentException e) {
      failed = true;
    }
  }

  private static Reply parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException("no answer to a request: " + line);
    }
    return new Reply(
        Outcome.valueOf(words[0]), new Worker(Long.parseLong(words[1]), Long.parseLong(words[2])));
  }

  /** Ends its input; the shell lets all that it stopped go on, and ends. Does not wait. */
  @Override
  public void close() {
    failed = true;
    try {
      requests.close();
    } catch (IOException alreadyDead) {
      // Then its input has ended too.
    }
  }

  /** Waits for a second at most. Never killed: it may have workers to let go on yet. */
  void awaitEnd() {
    try {
      if (process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        answers.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Nobody reads it any more.
    }
  }
}
