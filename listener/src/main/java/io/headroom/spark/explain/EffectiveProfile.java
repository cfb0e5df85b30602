/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.SparkUnits.MIB;

import io.headroom.spark.record.ResourceProfile;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an executor really gets of a resource profile: Spark's defaults filled in, by the rules of
 * {@code ResourceProfile.getResourcesForClusterManager} (3.5 to 4.2). Pure.
 *
 * <p>The overhead is worked out for every cluster manager, although Standalone and local mode set
 * no limit by it: it is what the same executor would be given elsewhere.
 */
final class EffectiveProfile {
  /** {@code ResourceProfile.MEMORY_OVERHEAD_MIN_MIB}, a setting since 4.0. */
  private static final long MIN_OVERHEAD = 384 * MIB;

  private static final double OVERHEAD_FACTOR = 0.1;

  /** {@code NON_JVM_MEMORY_OVERHEAD_FACTOR} of Kubernetes: Python and R need more beside it. */
  private static final double NON_JVM_OVERHEAD_FACTOR = 0.4;

  private static final String RESOURCE_TYPE = "spark.kubernetes.resource.type";

  private final Map<String, String> conf;
  private final ClusterManager manager;

  EffectiveProfile(Map<String, String> conf, ClusterManager manager) {
    this.conf = conf;
    this.manager = manager;
  }

  /** Every size known; cores −1 where nobody said and the cluster manager decides. */
  ResourceProfile of(ResourceProfile requested) {
    long memory = size(memoryKey(), MIB).orElse(1024 * MIB);
    // A profile that names its own memory but no overhead gets the overhead of the default memory.
    long overhead = size("spark.executor.memoryOverhead", MIB).orElse(overheadFor(memory));
    return new ResourceProfile(
        requested.id(),
        requested.cores() > 0 ? requested.cores() : cores(),
        requested.memoryBytes() > 0 ? requested.memoryBytes() : memory,
        requested.overheadBytes() >= 0 ? requested.overheadBytes() : overhead,
        offHeap(requested),
        requested.pysparkBytes() > 0
            ? requested.pysparkBytes()
            : size("spark.executor.pyspark.memory", MIB).orElse(0));
  }

  private String memoryKey() {
    return manager == ClusterManager.LOCAL ? "spark.driver.memory" : "spark.executor.memory";
  }

  private long overheadFor(long memory) {
    long least = size("spark.executor.minMemoryOverhead", MIB).orElse(MIN_OVERHEAD);
    // Spark counts in whole MiB.
    long wholeMib = memory / MIB;
    return Math.max(((long) (overheadFactor() * wholeMib)) * MIB, least);
  }

  private double overheadFactor() {
    Double factor = number("spark.executor.memoryOverheadFactor");
    if (factor == null && manager == ClusterManager.KUBERNETES) {
      factor = number("spark.kubernetes.memoryOverheadFactor");
      if (factor == null && !conf.getOrDefault(RESOURCE_TYPE, "java").equals("java")) {
        factor = NON_JVM_OVERHEAD_FACTOR;
      }
    }
    return factor == null ? OVERHEAD_FACTOR : factor;
  }

  private long offHeap(ResourceProfile requested) {
    if (!Boolean.parseBoolean(conf.getOrDefault("spark.memory.offHeap.enabled", "false").trim())) {
      return 0;
    }
    return requested.offHeapBytes() >= 0
        ? requested.offHeapBytes()
        : size("spark.memory.offHeap.size", 1).orElse(0);
  }

  private int cores() {
    Double cores = number("spark.executor.cores");
    return cores == null ? -1 : cores.intValue();
  }

  private OptionalLong size(String key, long bareUnit) {
    String text = conf.get(key);
    return text == null ? OptionalLong.empty() : SparkUnits.bytes(text, bareUnit);
  }

  private Double number(String key) {
    String text = conf.get(key);
    try {
      return text == null ? null : Double.valueOf(text.trim());
    } catch (NumberFormatException notSaid) {
      return null;
    }
  }
}
