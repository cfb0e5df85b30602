/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.record.StreamingProgress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Turns a streaming query's progress into a fact. Spark puts the progress of every query of every
 * session on the bus and into the event log, so nothing needs to be registered for it.
 *
 * <p>The one class here that needs Spark SQL: where that is missing, the event is too, and this
 * class is never asked for.
 */
final class StreamingFacts {
  private StreamingFacts() {}

  static StreamingProgress of(SparkListenerEvent event) {
    StreamingQueryProgress progress =
        ((StreamingQueryListener.QueryProgressEvent) event).progress();
    return new StreamingProgress(
        progress.name() == null ? String.valueOf(progress.id()) : progress.name(),
        String.valueOf(progress.runId()),
        progress.batchId(),
        millis(progress.timestamp()),
        progress.batchDuration(),
        progress.numInputRows(),
        stateBytes(progress.stateOperators()));
  }

  private static long stateBytes(StateOperatorProgress[] operators) {
    if (operators == null || operators.length == 0) {
      return -1;
    }
    long bytes = 0;
    for (StateOperatorProgress operator : operators) {
      bytes += operator.memoryUsedBytes();
    }
    return bytes;
  }

  private static long millis(String timestamp) {
    try {
      return Instant.parse(timestamp).toEpochMilli();
    } catch (DateTimeParseException e) {
      return System.currentTimeMillis();
    }
  }
}
