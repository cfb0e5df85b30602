/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lines of a stream as bytes. Of each line only its head is looked at first; the caller then takes
 * the line or lets it go, and a line that is let go is never held as a whole. So a query plan of
 * many megabytes costs no memory, and most lines cost no more than the search for their end. Not
 * thread-safe.
 */
final class ByteLines {
  /** As much of a line as {@link #headEnd} shows, if the line has it. */
  static final int HEAD_BYTES = 1024;

  private static final int USUAL_BYTES = 256 * 1024;

  /** Beyond this a grown buffer is given back after the line that needed it. */
  private static final int KEPT_BYTES = 4 * 1024 * 1024;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final InputStream in;
  private final int mostLineBytes;
  private byte[] buffer = new byte[USUAL_BYTES];
  private int start;
  private int searched;
  private int end = -1;
  private int after;
  private int limit;
  private boolean open;
  private boolean ended;
  private boolean terminated;
  private byte last;
  private long number;
  private long bytes;

  /**
   * Begins before the first line.
   *
   * @param mostLineBytes a longer line cannot be taken
   */
  ByteLines(InputStream in, int mostLineBytes) {
    this.in = in;
    this.mostLineBytes = mostLineBytes;
  }

  /** Goes to the next line; false where there is none. */
  boolean next() throws IOException {
    if (open) {
      skip();
    }
    start = after;
    searched = start;
    end = -1;
    last = 0;
    while (!found() && limit - start < HEAD_BYTES && !ended) {
      fill();
    }
    if (start == limit && ended) {
      return false;
    }
    number++;
    open = true;
    return true;
  }

  /** Where the line lies, from {@link #start} on. Valid until the next call of any other method. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** End of what is known of the line before it is taken. */
  int headEnd() {
    return end >= 0 ? end : limit;
  }

  /** End of a line that was taken, without its line feed. */
  int end() {
    return end;
  }

  /** Reads all of the line; false where it is too long, in which case it is skipped. */
  boolean take() throws IOException {
    while (!found()) {
      if (ended) {
        end = limit;
      } else if (limit - start > mostLineBytes) {
        skip();
        return false;
      } else {
        fill();
      }
    }
    last = lastVisible(start, end, (byte) 0);
    finish();
    return end - start <= mostLineBytes;
  }

  /** Goes to the end of the line and keeps nothing of it but its last byte. */
  void skip() throws IOException {
    while (!found()) {
      if (ended) {
        end = limit;
      } else {
        last = lastVisible(start, limit, last);
        start = 0;
        searched = 0;
        limit = 0;
        fill();
      }
    }
    last = lastVisible(start, end, last);
    finish();
  }

  /** The last byte of a finished line that is not white space; 0 where it has none. */
  byte lastByte() {
    return last;
  }

  /** Whether the finished line ended with a line feed. */
  boolean terminated() {
    return terminated;
  }

  /** Number of the line, from 1. */
  long number() {
    return number;
  }

  /** Bytes read so far. */
  long bytes() {
    return bytes;
  }

  private void finish() {
    terminated = end < limit;
    after = terminated ? end + 1 : end;
    open = false;
  }

  /** Whether the line's end is in the buffer; looks at no byte twice. */
  private boolean found() {
    if (end < 0) {
      byte[] held = buffer;
      int to = limit;
      int at = searched;
      // Eight bytes at once: most bytes of a log are only looked at for this.
      while (at <= to - Long.BYTES) {
        long feeds = (long) EIGHT_BYTES.get(held, at) ^ LINE_FEEDS;
        if (((feeds - ONES) & ~feeds & HIGH_BITS) != 0) {
          break;
        }
        at += Long.BYTES;
      }
      while (at < to && held[at] != '\n') {
        at++;
      }
      searched = at;
      if (at < to) {
        end = at;
      }
    }
    return end >= 0;
  }

  private void fill() throws IOException {
    if (limit == buffer.length || (start > 0 && buffer.length - limit < HEAD_BYTES)) {
      makeRoom();
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      ended = true;
    } else {
      limit += count;
      bytes += count;
    }
  }

  private void makeRoom() {
    int held = limit - start;
    byte[] target = buffer;
    long most = (long) mostLineBytes + HEAD_BYTES;
    if (held > buffer.length / 2 && buffer.length < most) {
      target = new byte[(int) Math.min(2L * buffer.length, most)];
    } else if (buffer.length > KEPT_BYTES && held <= buffer.length / 4) {
      target = new byte[Math.max(USUAL_BYTES, 2 * held)];
    }
    System.arraycopy(buffer, start, target, 0, held);
    buffer = target;
    limit = held;
    searched -= start;
    start = 0;
  }

  private byte lastVisible(int from, int to, byte otherwise) {
    for (int i = to - 1; i >= from; i--) {
      if (buffer[i] < 0 || buffer[i] > ' ') {
        return buffer[i];
      }
    }
    return otherwise;
  }
}
