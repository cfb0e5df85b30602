/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One limit file on every level from the own cgroup up to the mount point. The smallest binds: the
 * kernel charges each level. Read without allocating; not thread-safe.
 */
final class LimitChain implements Closeable {
  /**
   * v1 writes "no limit" as the largest long rounded down to a page, which depends on the page
   * size; no machine has half of that.
   */
  private static final long NO_MACHINE_HAS = 1L << 62;

  private final List<KernelFile> files = new ArrayList<>();
  private int binding = -1;

  /**
   * @param dirs own first; a level without the file has no limit of its own (the root of v2), but
   *     on the own level it must be there
   */
  LimitChain(List<Path> dirs, String fileName) {
    for (int i = 0; i < dirs.size(); i++) {
      KernelFile file = KernelFile.open(dirs.get(i).resolve(fileName));
      if (i == 0 || file.isOpen()) {
        files.add(file);
      }
    }
  }

  /**
   * The smallest limit in bytes; {@link KernelText#UNLIMITED} where no level sets one; unknown as
   * soon as one level cannot be read, for that one may be the smallest.
   */
  long smallest() {
    long smallest = KernelText.UNLIMITED;
    binding = -1;
    for (int i = 0; i < files.size(); i++) {
      long limit = KernelText.number(files.get(i));
      if (!Reading.known(limit)) {
        binding = -1;
        return Reading.UNKNOWN;
      }
      if (limit < NO_MACHINE_HAS && limit < smallest) {
        smallest = limit;
        binding = i;
      }
    }
    return smallest;
  }

  /** True for a figure that means "no limit" in any of its spellings. */
  static boolean unlimited(long limit) {
    return limit >= NO_MACHINE_HAS;
  }

  /** The directory whose limit bound in the latest reading; null where none did. */
  Path bindingDir() {
    return binding < 0 ? null : files.get(binding).path().getParent();
  }

  /** How many levels can be seen. */
  int levels() {
    return files.size();
  }

  /** Why the first level that could not be read is so; empty where all have content. */
  String problem() {
    for (KernelFile file : files) {
      if (!file.problem().isEmpty()) {
        return file.problem();
      }
    }
    return "";
  }

  @Override
  public void close() {
    files.forEach(KernelFile::close);
  }
}
