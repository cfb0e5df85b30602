/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * What one process holds that cannot be dropped, from /proc/pid/status: RssAnon + RssShmem. It
 * misses tmpfs files that are not mapped, and kernel memory; it counts a page that is mapped
 * several times (JDK 17's ZGC) or shared with a fork once per mapping. So it is only a substitute
 * where no cgroup counts. Not thread-safe.
 */
final class ProcessMemory implements Closeable {
  private static final int RSS_ANON = 0;
  private static final int RSS_SHMEM = 1;
  private static final int VM_RSS = 2;

  private final KernelFile file;
  private final FlatKeyed values = new FlatKeyed("RssAnon", "RssShmem", "VmRSS");

  /** The process whose directory this is: /proc/self or /proc/pid. */
  ProcessMemory(Path processDir) {
    file = KernelFile.open(processDir.resolve("status"));
  }

  /**
   * Resident bytes of its own: RssAnon + RssShmem, or VmRSS on kernels before 4.5; unknown for a
   * process that has ended (a zombie has no such lines). Allocates nothing.
   */
  long resident() {
    values.read(file);
    long own = KernelText.sum(values.value(RSS_ANON), values.value(RSS_SHMEM));
    return Reading.known(own) ? own : values.value(VM_RSS);
  }

  String problem() {
    return file.problem().isEmpty() ? file.path() + " has no RssAnon" : file.problem();
  }

  @Override
  public void close() {
    file.close();
  }
}
