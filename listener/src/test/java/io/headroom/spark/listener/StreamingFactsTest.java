/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.record.Facts;
import io.headroom.spark.record.StreamingProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real streaming query, heard through the listener bus alone. */
class StreamingFactsTest {
  @TempDir Path checkpoints;

  @Test
  void aBatchIsToldWithItsDurationAndRows() throws Exception {
    List<StreamingProgress> told = new CopyOnWriteArrayList<>();
    Facts sink =
        new Facts() {
          @Override
          public void streamingProgress(StreamingProgress progress) {
            told.add(progress);
          }
        };
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("streaming-facts-test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .getOrCreate();
    try {
      session.sparkContext().addSparkListener(new SparkEventFacts(sink, "any"));
      StreamingQuery query =
          session
              .readStream()
              .format("rate")
              .option("rowsPerSecond", "50")
              .load()
              .groupBy("value")
              .count()
              .writeStream()
              .queryName("counts")
              .outputMode("update")
              .format("noop")
              .option("checkpointLocation", checkpoints.toString())
              .trigger(Trigger.ProcessingTime(200))
              .start();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> told.stream().anyMatch(progress -> progress.inputRows() > 0));
      query.stop();
    } finally {
      session.stop();
    }

    assertThat(told)
        .isNotEmpty()
        .allSatisfy(
            progress -> {
              assertThat(progress.query()).isEqualTo("counts");
              assertThat(progress.runId()).isNotEmpty();
              assertThat(progress.timeMillis()).isGreaterThan(1_600_000_000_000L);
              assertThat(progress.durationMillis()).isGreaterThanOrEqualTo(0);
            });
    assertThat(told.stream().mapToLong(StreamingProgress::inputRows).sum()).isPositive();
    assertThat(told.stream().mapToLong(StreamingProgress::stateBytes).max().orElse(-1))
        .isPositive();
  }
}
