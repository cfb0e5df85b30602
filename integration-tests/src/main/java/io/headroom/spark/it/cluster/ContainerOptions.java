/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the executors' containers of one run have beyond a memory limit.
 *
 * @param swapBytes swap allowed beyond the limit; 0 for none
 * @param groups further places below which each executor gets a cgroup of its own, see {@link
 *     CgroupBase#beside}
 * @param localDirectory the executors' local directory; null for the worker's choice
 */
public record ContainerOptions(long swapBytes, List<Path> groups, Path localDirectory) {
  /** Nothing but the limit. */
  public static final ContainerOptions NONE = new ContainerOptions(0, List.of(), null);

  public ContainerOptions {
    groups = List.copyOf(groups);
  }

  /** Swap allowed beyond the limit, and cgroups of their own below {@code groups}. */
  public static ContainerOptions swap(long bytes, List<Path> groups) {
    return new ContainerOptions(bytes, groups, null);
  }

  /** Cgroups of their own below {@code groups}. */
  public static ContainerOptions groups(List<Path> groups) {
    return new ContainerOptions(0, groups, null);
  }

  /** A local directory of the harness's choice. */
  public static ContainerOptions localDirectory(Path directory) {
    return new ContainerOptions(0, List.of(), directory);
  }

  /** As Spark's configuration, which hands it to the executors' environment. */
  public Map<String, String> conf() {
    Map<String, String> conf = new HashMap<>();
    String environment = "spark.executorEnv.";
    if (swapBytes > 0) {
      conf.put(environment + ContainedJava.SWAP, Long.toString(swapBytes));
    }
    if (!groups.isEmpty()) {
      conf.put(
          environment + ContainedJava.GROUPS,
          groups.stream().map(Path::toString).collect(Collectors.joining(" ")));
    }
    if (localDirectory != null) {
      conf.put(environment + ContainedJava.LOCAL, localDirectory.toString());
    }
    return conf;
  }
}
