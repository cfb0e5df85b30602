/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.conf.Units;
import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.ApplicationView;
import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.ResourceProfile;
import java.util.Optional;

/**
 * What an executor was given: by its resource profile where that is known, else by the
 * configuration with Spark's defaults filled in ({@code
 * ResourceProfile.getResourcesForClusterManager} in Spark 4.1: container = heap + overhead +
 * off-heap + pyspark). Bytes.
 */
public final class InForce {
  private static final long DEFAULT_HEAP = 1024 * Amounts.MIB;
  private static final long LEAST_OVERHEAD = 384 * Amounts.MIB;

  private final ApplicationView application;
  private final ResourceProfile profile;
  private final int viewedCores;

  private InForce(ApplicationView application, ResourceProfile profile, int viewedCores) {
    this.application = application;
    this.profile = profile;
    this.viewedCores = viewedCores;
  }

  /** For the executor of an incident. */
  public static InForce of(Incident incident) {
    return new InForce(
        incident.application(), incident.executor().profile(), incident.executor().cores());
  }

  /** The heap: the driver's in local mode, where tasks run in the driver. */
  public long heapBytes() {
    if (local()) {
      return driverHeapBytes();
    }
    return profile != null && profile.memoryBytes() > 0
        ? profile.memoryBytes()
        : memory("spark.executor.memory").orElse(DEFAULT_HEAP);
  }

  /** The driver's heap. */
  public long driverHeapBytes() {
    return memory("spark.driver.memory").orElse(DEFAULT_HEAP);
  }

  /** The key that sets {@link #heapBytes}. */
  public String heapKey() {
    return local() ? "spark.driver.memory" : "spark.executor.memory";
  }

  /** The key that sets options of the JVM in which tasks run. */
  public String javaOptionsKey() {
    return local() ? "spark.driver.extraJavaOptions" : "spark.executor.extraJavaOptions";
  }

  /** Overhead: an explicit one replaces the factor. */
  public long overheadBytes() {
    if (profile != null && profile.overheadBytes() >= 0) {
      return profile.overheadBytes();
    }
    Optional<Long> explicit = memory("spark.executor.memoryOverhead");
    if (explicit.isPresent()) {
      return explicit.get();
    }
    return Math.max(
        memory("spark.executor.minMemoryOverhead").orElse(LEAST_OVERHEAD),
        (long) (heapBytes() * overheadFactor()));
  }

  /** Spark's own off-heap memory; 0 where it is off. */
  public long offHeapBytes() {
    if (profile != null && profile.offHeapBytes() >= 0) {
      return profile.offHeapBytes();
    }
    return Boolean.parseBoolean(application.conf("spark.memory.offHeap.enabled").orElse("false"))
        ? application.conf("spark.memory.offHeap.size").flatMap(Units::bytes).orElse(0L)
        : 0;
  }

  /** {@code spark.executor.pyspark.memory}; 0 where it is not set. */
  public long pysparkBytes() {
    return profile != null && profile.pysparkBytes() >= 0
        ? profile.pysparkBytes()
        : memory("spark.executor.pyspark.memory").orElse(0L);
  }

  /** What Spark asks a cluster manager for. */
  public long containerBytes() {
    return heapBytes() + overheadBytes() + offHeapBytes() + pysparkBytes();
  }

  /**
   * Whether the container has that size. A Standalone worker sets none: the limit is that of
   * whatever cgroup the worker was put into.
   */
  public boolean sizesContainer() {
    return application.clusterManager() == ClusterManager.YARN
        || application.clusterManager() == ClusterManager.KUBERNETES;
  }

  /** Whether driver and executor are one process. */
  public boolean local() {
    return application.clusterManager() == ClusterManager.LOCAL;
  }

  /** Cores of the executor, at least 1. */
  public int cores() {
    if (viewedCores > 0) {
      return viewedCores;
    }
    if (profile != null && profile.cores() > 0) {
      return profile.cores();
    }
    return Math.max(1, number("spark.executor.cores").orElse(1.0).intValue());
  }

  /** Tasks at once on the executor, at least 1. */
  public int slots() {
    int perTask = Math.max(1, number("spark.task.cpus").orElse(1.0).intValue());
    return Math.max(1, cores() / perTask);
  }

  private double overheadFactor() {
    Optional<Double> set = number("spark.executor.memoryOverheadFactor");
    if (set.isPresent() || application.clusterManager() != ClusterManager.KUBERNETES) {
      return set.orElse(0.1);
    }
    // Kubernetes has a factor of its own, which is larger where the application is no JVM's.
    boolean jvm = !text("spark.kubernetes.resource.type").matches("(?i)python|r");
    return number("spark.kubernetes.memoryOverheadFactor").orElse(jvm ? 0.1 : 0.4);
  }

  /** A memory setting of Spark's whose plain numbers are MiB. */
  public Optional<Long> memory(String key) {
    return application
        .conf(key)
        .map(String::strip)
        .map(value -> value.matches("\\d+") ? value + "m" : value)
        .flatMap(Units::bytes);
  }

  /** A setting that is a size with plain numbers in bytes. */
  public Optional<Long> bytes(String key) {
    return application.conf(key).flatMap(Units::bytes);
  }

  /** A setting that is a number. */
  public Optional<Double> number(String key) {
    try {
      return application.conf(key).map(value -> Double.valueOf(value.strip()));
    } catch (NumberFormatException e) {
      // A redacted or odd value is as good as none.
      return Optional.empty();
    }
  }

  /** A setting as it stands; empty text where it is not set. */
  public String text(String key) {
    return application.conf(key).orElse("");
  }
}
