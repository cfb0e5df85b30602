/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.ning.compress.lzf.LZFInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4BlockInputStream;
import org.xerial.snappy.SnappyInputStream;

/**
 * How an event log is compressed, by its first bytes: they are right where a file was renamed, and
 * each of Spark's codecs has its own. The libraries are those that Spark brings.
 */
enum Compression {
  /** As {@code spark.io.compression.codec} writes it; frames may follow one another. */
  ZSTD("(\u00b5/\u00fd") {
    @Override
    InputStream decode(InputStream in) throws IOException {
      return new ZstdInputStreamNoFinalizer(in);
    }
  },
  /** The framing of lz4-java's LZ4BlockOutputStream, which is not that of the lz4 command. */
  LZ4("LZ4Block") {
    @Override
    InputStream decode(InputStream in) {
      // Streams that follow one another are read on, as Spark does.
      return new LZ4BlockInputStream(in, false);
    }
  },
  LZF("ZV") {
    @Override
    InputStream decode(InputStream in) throws IOException {
      return new LZFInputStream(in);
    }
  },
  SNAPPY("\u0082SNAPPY\0") {
    @Override
    InputStream decode(InputStream in) throws IOException {
      return new SnappyInputStream(in);
    }
  },
  /** Not Spark's, but how people pack a log to hand it on. */
  GZIP("\u001f\u008b") {
    @Override
    InputStream decode(InputStream in) throws IOException {
      return new GZIPInputStream(in);
    }
  },
  NONE("") {
    @Override
    InputStream decode(InputStream in) {
      return in;
    }
  };

  /** No magic number is longer. */
  static final int MOST_MAGIC_BYTES = 8;

  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  abstract InputStream decode(InputStream in) throws IOException;

  /** As users and Spark call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * By the first bytes of a file.
   *
   * @param head the first {@link #MOST_MAGIC_BYTES}, or all there are
   */
  static Compression of(byte[] head) {
    String begin = new String(head, StandardCharsets.ISO_8859_1);
    for (Compression compression : values()) {
      // NONE comes last and begins everything.
      if (begin.startsWith(compression.magic)) {
        return compression;
      }
    }
    return NONE;
  }
}
