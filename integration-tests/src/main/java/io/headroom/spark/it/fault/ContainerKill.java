/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Growth;
import io.headroom.spark.it.workload.NativeGrowth;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.util.Set;
import java.util.regex.Pattern;

/** Native memory grows past the container's limit, and the kernel kills the executor. */
record ContainerKill() implements Fault {
  /** Beyond the limit by themselves, and for long enough to meet even when they start apart. */
  private static final Growth GROWTH = new Growth(250L << 20, 4L << 20, 2000, 10_000, true);

  @Override
  public String name() {
    return "container-kill";
  }

  @Override
  public String description() {
    return "4 tasks growing 250 MiB native each over 2 s, 512 MiB of heap, a limit of 896 MiB";
  }

  @Override
  public String cause() {
    return "container-oom-kill";
  }

  @Override
  public Set<String> lookAlikes() {
    return SparkWords.SIGKILL;
  }

  @Override
  public Pattern words() {
    return SparkWords.KILLED;
  }

  @Override
  public Workload workload() {
    return new NativeGrowth(
        name(), description(), Sizing.STANDARD, 4, GROWTH, SparkWords.ONE_FAILURE);
  }

  @Override
  public Variant withPlugin() {
    return Variant.OBSERVE;
  }
}
