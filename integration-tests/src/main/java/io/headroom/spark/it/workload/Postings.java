/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.Platform;
import scala.Tuple2;

/**
 * The postings of a trigram index in native memory: for each occurrence the trigram and where it
 * is, 16 bytes, in pages of 1 MiB. Belongs to one thread.
 */
final class Postings implements AutoCloseable {
  private static final int PAGE_BYTES = 1 << 20;
  private static final int ENTRY_BYTES = 16;

  private final List<Long> pages = new ArrayList<>();
  private int usedInLast = PAGE_BYTES;

  /** Adds all trigrams of a text. */
  void add(String text, long row) {
    for (int i = 0; i + 3 <= text.length(); i++) {
      long trigram =
          ((long) text.charAt(i) << 32) | ((long) text.charAt(i + 1) << 16) | text.charAt(i + 2);
      append(trigram, (row << 16) | i);
    }
  }

  private void append(long trigram, long place) {
    if (usedInLast == PAGE_BYTES) {
      pages.add(Platform.allocateMemory(PAGE_BYTES));
      usedInLast = 0;
    }
    long address = pages.get(pages.size() - 1) + usedInLast;
    Platform.putLong(null, address, trigram);
    Platform.putLong(null, address + 8, place);
    usedInLast += ENTRY_BYTES;
  }

  /** How often each trigram occurs. */
  List<Tuple2<String, Long>> counts() {
    Map<Long, Long> counts = new HashMap<>();
    for (int page = 0; page < pages.size(); page++) {
      int used = page == pages.size() - 1 ? usedInLast : PAGE_BYTES;
      for (int at = 0; at < used; at += ENTRY_BYTES) {
        counts.merge(Platform.getLong(null, pages.get(page) + at), 1L, Long::sum);
      }
    }
    List<Tuple2<String, Long>> result = new ArrayList<>();
    counts.forEach(
        (t, n) ->
            result.add(
                new Tuple2<>(
                    new String(new char[] {(char) (t >> 32), (char) (t >> 16), (char) (long) t}),
                    n)));
    return result;
  }

  @Override
  public void close() {
    pages.forEach(Platform::freeMemory);
    pages.clear();
    usedInLast = PAGE_BYTES;
  }
}
