/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One file of /proc or a cgroup, opened once and read again and again without allocating.
 *
 * <p>A {@link RandomAccessFile} and not a FileChannel, because an interrupt of the reading thread
 * would close a channel for good. A file that is absent, cannot be read, has vanished since (ENODEV
 * once a cgroup is removed) or is longer than the bound reads as {@link #UNREADABLE}; no method
 * throws.
 *
 * <p>Not thread-safe, but {@link #close()} may come from another thread: a read under way then ends
 * as unreadable.
 */
final class KernelFile implements Closeable {
  /** What {@link #read()} returns where there is no content to be had. */
  static final int UNREADABLE = -1;

  /** Enough for every file read here but a mountinfo of a crowded host, which is why it grows. */
  private static final int FIRST_SIZE = 4096;

  /** Of the smallest page there is; fs/seq_file.c fills one before it hands over. */
  private static final int HALF_PAGE = 2048;

  /** A kernel file longer than this is not one of those read here. */
  private static final int MAX_SIZE = 8 << 20;

  private final Path path;
  private byte[] buffer;
  private volatile RandomAccessFile file;
  private String problem = "";

  private KernelFile(Path path, byte[] buffer) {
    this.path = path;
    this.buffer = buffer;
    try {
      file = new RandomAccessFile(path.toFile(), "r");
    } catch (IOException | RuntimeException e) {
      problem = "it cannot be opened: " + e.getMessage(); // The message names the file.
    }
  }

  /** Opens the file; where that fails the result is unreadable and knows why. */
  static KernelFile open(Path path) {
    return new KernelFile(path, new byte[FIRST_SIZE]);
  }

  /** The same with a buffer that the caller shares among files it reads one after another. */
  static KernelFile open(Path path, byte[] scratch) {
    return new KernelFile(path, scratch);
  }

  /** The whole file as text, read once; empty text where it is unreadable. */
  static String text(Path path) {
    try (KernelFile file = open(path)) {
      return file.text();
    }
  }

  /** The whole content as text, for what is read seldom; empty where it is unreadable. */
  String text() {
    int length = read(0);
    return length == UNREADABLE ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Reads the file from its start to its end into {@link #buffer()}: a file of short lines, of
   * which the kernel hands over as many as fit into a page at once. So what comes in less than half
   * a page is all there is, and need not be asked for its end.
   *
   * @return how many bytes of the buffer are content, or {@link #UNREADABLE}
   */
  int read() {
    return read(HALF_PAGE);
  }

  /**
   * @param whole a read of fewer bytes has come to the end
   */
  private int read(int whole) {
    RandomAccessFile open = file;
    if (open == null) {
      return UNREADABLE;
    }
    try {
      open.seek(0);
      int length = 0;
      while (true) {
        int count = open.read(buffer, length, buffer.length - length);
        if (count < 0) {
          return length;
        }
        length += count;
        if (count < whole) {
          return length;
        }
        if (length == buffer.length && !grow()) {
          problem = path + " is longer than " + MAX_SIZE + " bytes";
          return UNREADABLE;
        }
      }
    } catch (IOException e) {
      problem = path + " cannot be read: " + e.getMessage();
      return UNREADABLE;
    }
  }

  private boolean grow() {
    if (buffer.length >= MAX_SIZE) {
      return false;
    }
    buffer = Arrays.copyOf(buffer, buffer.length * 2);
    return true;
  }

  /** The bytes of the latest read; replaced when the file has grown. */
  byte[] buffer() {
    return buffer;
  }

  /** True where the file could be opened and has not been closed. */
  boolean isOpen() {
    return file != null;
  }

  /** Why the latest open or read failed; empty where none did. */
  String problem() {
    return problem;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      problem = path + " is closed";
      try {
        open.close();
      } catch (IOException e) {
        // It was open for reading only: nothing is lost.
        problem = path + " is closed: " + e.getMessage();
      }
    }
  }
}
