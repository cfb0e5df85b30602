/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, for tests that have no cgroup of their own. */
final class OwnMemory {
  private OwnMemory() {}

  static long residentBytes() {
    try {
      String[] pages = Files.readString(Path.of("/proc/self/statm")).trim().split(" ", -1);
      return Long.parseLong(pages[1]) * 4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
