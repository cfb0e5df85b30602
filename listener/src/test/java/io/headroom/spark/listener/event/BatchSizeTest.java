/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ExecutorReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.io.CompressionCodec$;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a sample costs in the event log, written as Spark writes it: by its own JSON and its own
 * codecs, with a flush after each event.
 */
class BatchSizeTest {
  private static final int PERIODS = 3;
  private static final int BATCHES = 20;
  private static final long PERIOD_MILLIS = 10_000;
  private static final long BATCH_MILLIS = PERIODS * PERIOD_MILLIS;

  @ParameterizedTest(name = "{0} executors, {1}: at most {2} bytes")
  @CsvSource({
    "1000, zstd, 10",
    "1000, lz4, 10",
    "1000, none, 11",
    "100, zstd, 12",
    "10, zstd, 32",
  })
  void staysSmall(int executors, String codec, double most) throws IOException {
    SimulatedCluster cluster = new SimulatedCluster(executors, 42);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (OutputStream out = compressed(log, codec)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        List<ExecutorReport> reports =
            cluster.reports(1_795_264_591_566L + batch * BATCH_MILLIS, PERIOD_MILLIS, PERIODS);
        // As the recorder does it: everybody is introduced at first, and every ten minutes.
        boolean introduce = batch == 0;
        HeadroomEvent event = SampleBatchWriter.write(reports, id -> introduce);
        out.write(
            (JsonProtocol.sparkEventToJsonString(event) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
    double each = (double) log.size() / (executors * PERIODS * BATCHES);
    System.out.printf(
        "%d executors, %s: %.2f bytes per executor and sample%n", executors, codec, each);
    assertThat(each).isLessThanOrEqualTo(most);
  }

  private static OutputStream compressed(OutputStream log, String codec) {
    if (codec.equals("none")) {
      return log;
    }
    CompressionCodec spark = CompressionCodec$.MODULE$.createCodec(new SparkConf(false), codec);
    return spark.compressedContinuousOutputStream(log);
  }
}
