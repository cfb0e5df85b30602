/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.ApplicationView;
import java.util.List;

/**
 * How many executors were lost for want of memory, by what was too small.
 *
 * @param container the container, the node or native memory within it
 * @param heap the heap, or Spark's share of it
 * @param python the limit that Python workers have of their own
 * @param direct the limit of direct buffers
 * @param metaspace the limit of metaspace
 * @param pythonKills Python workers killed at the container's limit while the executor lived on
 */
record Losses(int container, int heap, int python, int direct, int metaspace, long pythonKills) {
  static final List<String> CONTAINER =
      List.of(
          "container-oom-kill",
          "yarn-physical-memory",
          "node-oom-kill",
          "memory-eviction",
          "python-oom-kill",
          "native-allocation",
          "heartbeat-swap",
          "state-store-memory");
  static final List<String> HEAP =
      List.of("heap-oom", "gc-overhead", "heartbeat-gc", "spill-merge", "execution-memory");
  static final List<String> PYTHON = List.of("python-memory-limit");
  static final List<String> DIRECT = List.of("direct-memory");
  static final List<String> METASPACE = List.of("metaspace");

  static final Losses NONE = new Losses(0, 0, 0, 0, 0, 0);

  static Losses of(ApplicationView application, ProfilePeaks peaks) {
    return new Losses(
        sum(application, CONTAINER),
        sum(application, HEAP),
        sum(application, PYTHON),
        sum(application, DIRECT),
        sum(application, METASPACE),
        peaks.oomKills());
  }

  private static int sum(ApplicationView application, List<String> causes) {
    return causes.stream().mapToInt(application::lostBy).sum();
  }

  /** Whether the container was too small for somebody. */
  boolean atContainer() {
    return container > 0 || pythonKills > 0;
  }

  boolean any() {
    return atContainer() || heap > 0 || python > 0 || direct > 0 || metaspace > 0;
  }
}
