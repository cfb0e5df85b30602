/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.ning.compress.lzf.LZFOutputStream;
import io.headroom.spark.record.Facts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4BlockOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/** Event logs that real runs of Spark 3.5.7, 4.1.0 and 4.2.0 wrote while something was killed. */
public final class RealLogs {
  /** The endings of the file names of Spark's codecs, and gzip's. */
  static final List<String> CODECS = List.of("zstd", "lz4", "lzf", "snappy", "gz");

  /** For logs of applications that ran without Headroom. */
  static final OwnEvents.Reader NO_OWN_EVENTS =
      (line, offset, length) -> {
        throw new AssertionError(new String(line, offset, length, StandardCharsets.UTF_8));
      };

  private RealLogs() {}

  static LogReading read(EventLog log, Facts facts) {
    return new EventLogReader().read(log, facts, NO_OWN_EVENTS, bytes -> {});
  }

  /** Where they lie. */
  public static Path directory() {
    return Path.of("src/test/resources/event-logs");
  }

  /** One by its name, such as {@code 4.1.0-heap}. */
  public static Path log(String name) {
    return directory().resolve(name + ".eventlog");
  }

  static List<Path> all() {
    try (Stream<Path> logs = Files.list(directory())) {
      return logs.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compresses as Spark's CompressionCodec of that name does. */
  static void compress(String codec, byte[] bytes, Path target) throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        OutputStream out = encoder(codec, file)) {
      out.write(bytes);
    }
  }

  /** A log compressed by one of {@link #CODECS}, in memory. */
  public static byte[] compressed(int codec, Path log) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = encoder(CODECS.get(codec), bytes)) {
      Files.copy(log, out);
    }
    return bytes.toByteArray();
  }

  private static OutputStream encoder(String codec, OutputStream out) throws IOException {
    return switch (codec) {
      case "zstd" -> new ZstdOutputStreamNoFinalizer(out, 1);
      case "lz4" -> new LZ4BlockOutputStream(out, 32 * 1024);
      case "lzf" -> new LZFOutputStream(out);
      case "snappy" -> new SnappyOutputStream(out, 32 * 1024);
      case "gz" -> new GZIPOutputStream(out);
      default -> throw new IllegalArgumentException(codec);
    };
  }
}
