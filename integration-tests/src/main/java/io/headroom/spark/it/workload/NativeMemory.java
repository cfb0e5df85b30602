/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.Platform;

/**
 * Native memory as a codec or a sketch would take it: {@code malloc} in pieces, every page written.
 * Belongs to one thread; closing it frees everything.
 */
final class NativeMemory implements AutoCloseable {
  private final List<Long> blocks = new ArrayList<>();

  /** Takes one more piece and touches all of it. */
  void grow(long bytes) {
    long address = Platform.allocateMemory(bytes);
    blocks.add(address);
    Platform.setMemory(address, (byte) 7, bytes);
  }

  /** Frees all pieces but each {@code n}th, which are freed on close. */
  void freeAllButEvery(int n) {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (i % n == 0) {
        kept.add(blocks.get(i));
      } else {
        Platform.freeMemory(blocks.get(i));
      }
    }
    blocks.clear();
    blocks.addAll(kept);
  }

  @Override
  public void close() {
    blocks.forEach(Platform::freeMemory);
    blocks.clear();
  }
}
