/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The size of a page, which /proc/vmstat counts in: 4 KiB mostly, 16 or 64 on some ARM hosts. */
final class PageSize {
  /** {@code AT_PAGESZ}, see getauxval(3). */
  private static final long AT_PAGESZ = 6;

  private static final int ENTRY_BYTES = 2 * Long.BYTES;

  private PageSize() {}

  /** From the auxiliary vector of this process; unknown where that cannot be read. */
  static long bytes(Path procDir) {
    try (KernelFile file = KernelFile.open(procDir.resolve("self/auxv"))) {
      int length = file.read();
      if (length < ENTRY_BYTES) {
        return Reading.UNKNOWN;
      }
      ByteBuffer entries = ByteBuffer.wrap(file.buffer(), 0, length).order(ByteOrder.nativeOrder());
      while (entries.remaining() >= ENTRY_BYTES) {
        long key = entries.getLong();
        long value = entries.getLong();
        if (key == AT_PAGESZ) {
          return value > 0 && Long.bitCount(value) == 1 ? value : Reading.UNKNOWN;
        }
      }
      return Reading.UNKNOWN;
    }
  }
}
