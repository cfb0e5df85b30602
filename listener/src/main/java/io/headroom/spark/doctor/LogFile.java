/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.xerial.snappy.SnappyError;

/**
 * The decompressed bytes of one file of an event log. Whatever a decompressor throws over broken
 * data comes out as an IOException with a sentence for the user: {@link EOFException} where the
 * data end too early. Not thread-safe; owns the file until closed.
 */
final class LogFile extends InputStream {
  private final Source source;
  private final Compression compression;
  private final InputStream decoded;

  /**
   * Opens a file.
   *
   * @param read told the number of bytes of the file that were read since it was told last
   */
  LogFile(Path file, LongConsumer read) throws IOException {
    source = new Source(opened(file), read);
    try {
      BufferedInputStream buffered = new BufferedInputStream(source, 128 * 1024);
      buffered.mark(Compression.MOST_MAGIC_BYTES);
      compression = Compression.of(buffered.readNBytes(Compression.MOST_MAGIC_BYTES));
      buffered.reset();
      source.atEnd = false;
      decoded = guarded(() -> compression.decode(buffered));
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return guarded(() -> decoded.read(bytes, offset, length));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    try {
      decoded.close();
    } catch (IOException | RuntimeException e) {
      // Some decompressors complain again about what they were fed; that was told when it was read.
      source.close();
    }
  }

  private static InputStream opened(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new IOException("cannot be read: " + reason(e), e);
    }
  }

  /** What a decompressor does, which over broken data may be anything. */
  private interface Decoding<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Decoding<T> decoding) throws IOException {
    try {
      return decoding.run();
    } catch (IOException | RuntimeException | SnappyError e) {
      throw told(e);
    } catch (OutOfMemoryError e) {
      // A broken length field asks for gigabytes; nothing else here asks for much.
      throw told(e);
    } catch (LinkageError e) {
      throw new IOException(
          "is compressed with " + compression.title() + ", whose library is not on the class path",
          e);
    }
  }

  private IOException told(Throwable e) {
    if (source.failure != null || compression == Compression.NONE) {
      Throwable failure = source.failure == null ? e : source.failure;
      return new IOException("cannot be read: " + reason(failure), e);
    }
    if (source.atEnd) {
      EOFException end =
          new EOFException("ends in the middle of its " + compression.title() + " data");
      end.initCause(e);
      return end;
    }
    return new IOException("has broken " + compression.title() + " compression: " + reason(e), e);
  }

  private static String reason(Throwable e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The file itself: counts, and remembers how it ended. */
  private static final class Source extends InputStream {
    private final InputStream in;
    private final LongConsumer read;
    private boolean atEnd;
    private IOException failure;

    Source(InputStream in, LongConsumer read) {
      this.in = in;
      this.read = read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = in.read(bytes, offset, length);
        if (count < 0) {
          atEnd = true;
        } else {
          read.accept(count);
        }
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
