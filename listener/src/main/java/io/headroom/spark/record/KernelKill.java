/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.io.Serializable;

/**
 * The kernel's OOM killer ended a process, by the kernel log.
 *
 * @param host where
 * @param timeMillis wall clock, as well as it can be told from the log's own clock
 * @param scope what was short
 * @param pid as the host sees it
 * @param command the process's short name, such as {@code java} or {@code python3}
 * @param cgroup the cgroup whose limit was reached, empty for {@link Scope#NODE}
 * @param taskCgroup the victim's own cgroup, empty where not told
 * @param anonBytes resident anonymous memory, −1 where not told
 * @param shmemBytes resident shared memory, −1 where not told
 */
public record KernelKill(
    String host,
    long timeMillis,
    Scope scope,
    long pid,
    String command,
    String cgroup,
    String taskCgroup,
    long anonBytes,
    long fileBytes,
    long shmemBytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What was short of memory. */
  public enum Scope {
    /** A memory cgroup at its limit. */
    CGROUP,
    /** The whole node. */
    NODE
  }
}
