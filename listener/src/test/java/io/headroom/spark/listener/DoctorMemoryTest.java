/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.doctor.RealLogs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Doctor in a JVM of its own, with a heap that huge lines would not fit into. */
class DoctorMemoryTest {
  @TempDir Path temporary;

  @Test
  void hugeLinesDoNotNeedAHugeHeap() throws Exception {
    Path log = temporary.resolve("app-1");
    byte[] real = Files.readAllBytes(RealLogs.log("4.1.0-heap"));
    int cut = lineStart(real, real.length / 2);
    try (OutputStream out = Files.newOutputStream(log)) {
      out.write(real, 0, cut);
      // A query's plan: not looked into, and larger than the whole heap.
      line(
          out,
          "{\"Event\":\"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart\"",
          220);
      // An event that is read, beyond what is taken.
      line(out, "{\"Event\":\"SparkListenerStageCompleted\"", 70);
      // One that is taken whole, and whose text is not wanted.
      line(out, "{\"Event\":\"SparkListenerJobEnd\",\"Job ID\":99", 40);
      out.write(real, cut, real.length - cut);
    }

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                Doctor.class.getName(),
                log.toString())
            .redirectError(temporary.resolve("err").toFile())
            .redirectOutput(temporary.resolve("out").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(Files.readString(temporary.resolve("err"))).isEmpty();
    assertThat(Files.readString(temporary.resolve("out")))
        .contains(
            "[certain: heap-oom]", "1 lines passed over, as they or a text in them are too long");
    assertThat(process.exitValue()).isEqualTo(1);
  }

  private static int lineStart(byte[] bytes, int from) {
    int at = from;
    while (bytes[at - 1] != '\n') {
      at++;
    }
    return at;
  }

  private static void line(OutputStream out, String begin, int mebibytes) throws IOException {
    out.write((begin + ",\"text\":\"").getBytes(StandardCharsets.US_ASCII));
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 'x');
    for (int i = 0; i < mebibytes; i++) {
      out.write(block);
    }
    out.write("\"}\n".getBytes(StandardCharsets.US_ASCII));
  }
}
