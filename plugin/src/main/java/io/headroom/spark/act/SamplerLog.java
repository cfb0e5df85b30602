/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;

/**
 * Writes what the sampling thread and the holders of the gate's lock have to say, on another
 * thread: a log file on a stalled disk must not keep the next sample waiting. Thread-safe; keeps
 * the order of lines as far as the executor does.
 */
public final class SamplerLog {
  private final Logger log;
  private final Executor executor;

  /**
   * Writes to the given logger.
   *
   * @param executor one thread; after its end lines are written at once
   */
  public SamplerLog(Logger log, Executor executor) {
    this.log = log;
    this.executor = executor;
  }

  public void info(String format, Object... arguments) {
    write(() -> log.info(format, arguments));
  }

  public void warn(String format, Object... arguments) {
    write(() -> log.warn(format, arguments));
  }

  private void write(Runnable line) {
    try {
      executor.execute(line);
    } catch (RejectedExecutionException e) {
      line.run();
    }
  }
}
