/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.Facts;
import java.io.IOException;
import java.util.Map;

/** Executors that come and go, and what Spark itself measured of them. */
final class ExecutorEvents {
  private ExecutorEvents() {}

  static void added(JsonFields fields, Facts facts) throws IOException {
    String executor = "";
    String host = "";
    int cores = 0;
    int profile = 0;
    long time = 0;
    while (fields.next()) {
      switch (fields.name()) {
        case "Executor ID" -> executor = fields.text();
        case "Timestamp" -> time = fields.number(0);
        case "Executor Info" -> {
          for (fields.enter(); fields.next(); ) {
            switch (fields.name()) {
              case "Host" -> host = fields.text();
              case "Total Cores" -> cores = fields.integer(0);
              case "Resource Profile Id" -> profile = fields.integer(0);
              default -> {}
            }
          }
        }
        default -> {}
      }
    }
    facts.executorAdded(new ExecutorAdded(executor, host, cores, profile, time));
  }

  static void removed(JsonFields fields, Facts facts) throws IOException {
    String executor = "";
    String reason = "";
    long time = 0;
    while (fields.next()) {
      switch (fields.name()) {
        case "Executor ID" -> executor = fields.text();
        case "Removed Reason" -> reason = LongText.cut(fields.text());
        case "Timestamp" -> time = fields.number(0);
        default -> {}
      }
    }
    facts.executorRemoved(new ExecutorRemoved(executor, reason, time));
  }

  static void stageMetrics(JsonFields fields, Facts facts) throws IOException {
    String executor = "";
    int stage = -1;
    int attempt = 0;
    Map<String, Long> metrics = Map.of();
    while (fields.next()) {
      switch (fields.name()) {
        case "Executor ID" -> executor = fields.text();
        case "Stage ID" -> stage = fields.integer(-1);
        case "Stage Attempt ID" -> attempt = fields.integer(0);
        case "Executor Metrics" -> metrics = fields.numbers();
        default -> {}
      }
    }
    facts.executorPeaks(new ExecutorPeaks(executor, stage, attempt, metrics));
  }
}
