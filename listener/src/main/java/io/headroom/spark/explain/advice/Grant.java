/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.record.ResourceProfile;

/**
 * What one executor is given, with Spark's defaults filled in: what the container is made of.
 * Bytes. Follows {@code ResourceProfile.getResourcesForClusterManager}, which is the same from 3.5
 * to 4.2 but for the key of the smallest overhead.
 *
 * @param overheadFrom what the overhead is by
 * @param pysparkBytes 0 where not set
 */
record Grant(
    int profileId,
    int cores,
    int taskCpus,
    long heapBytes,
    long overheadBytes,
    OverheadFrom overheadFrom,
    long offHeapBytes,
    long pysparkBytes) {

  /** What decides the overhead. */
  enum OverheadFrom {
    /** An amount that was set; it replaces the factor. */
    SET,
    /** The factor of the heap, or Spark's least where that is more. */
    FACTOR,
    /** Standalone asks for none: what the measured limit leaves beside the heap. */
    LIMIT,
    /** Nothing bounds it that is known of. */
    NOTHING
  }

  static final long LEAST_OVERHEAD = 384 * Mebibytes.MIB;
  private static final double FACTOR = 0.1;

  /** Kubernetes' factor for Python and R, which the submission writes into the configuration. */
  private static final double NON_JVM_FACTOR = 0.4;

  /**
   * A limit beyond that many times what Spark asks for is no executor's own container but the
   * host's memory.
   */
  private static final int MOST_TIMES_ASKED = 4;

  int slots() {
    return Math.max(1, cores / Math.max(1, taskCpus));
  }

  /** All that is not heap and is paid for. */
  long besideHeapBytes() {
    return overheadBytes + offHeapBytes + pysparkBytes;
  }

  long containerBytes() {
    return heapBytes + besideHeapBytes();
  }

  /** Whether it is known how large the container is. */
  boolean bounded() {
    return overheadFrom != OverheadFrom.NOTHING;
  }

  /** Whether the cluster manager is asked for an overhead; Standalone is not. */
  boolean asked() {
    return overheadFrom == OverheadFrom.SET || overheadFrom == OverheadFrom.FACTOR;
  }

  Grant with(long heap, long overhead, long pyspark) {
    return new Grant(
        profileId, cores, taskCpus, heap, overhead, overheadFrom, offHeapBytes, pyspark);
  }

  /** Such as {@code heap 2048 + overhead 640 = 2688 MiB}. */
  String sum() {
    StringBuilder sum = new StringBuilder();
    sum.append("heap ").append(Mebibytes.whole(heapBytes));
    sum.append(asked() ? " + overhead " : " + beside it ");
    sum.append(Mebibytes.whole(overheadBytes));
    if (offHeapBytes > 0) {
      sum.append(" + off-heap ").append(Mebibytes.whole(offHeapBytes));
    }
    if (pysparkBytes > 0) {
      sum.append(" + pyspark ").append(Mebibytes.whole(pysparkBytes));
    }
    long parts =
        Mebibytes.whole(heapBytes)
            + Mebibytes.whole(overheadBytes)
            + Mebibytes.whole(offHeapBytes)
            + Mebibytes.whole(pysparkBytes);
    return sum.append(" = ").append(parts).append(" MiB").toString();
  }

  /**
   * What is in force.
   *
   * @param profile as requested; null where the log does not tell it
   * @param limitBytes the measured limit, −1 where not known
   * @param coresSeen what executors registered with, 0 where not known: Standalone gives all of a
   *     worker's where none are asked for
   */
  static Grant of(
      int profileId, ResourceProfile profile, EffectiveConf conf, long limitBytes, int coresSeen) {
    boolean own = profile != null && profileId != 0;
    long defaultHeap = conf.mebibytes("spark.executor.memory").orElse(Mebibytes.GIB);
    long heap = known(profile == null ? -1 : profile.memoryBytes(), defaultHeap);
    long offHeap =
        conf.flag("spark.memory.offHeap.enabled", false)
            ? known(
                own ? profile.offHeapBytes() : -1,
                conf.bytes("spark.memory.offHeap.size").orElse(0L))
            : 0;
    long pyspark =
        known(
            own ? profile.pysparkBytes() : -1,
            conf.mebibytes("spark.executor.pyspark.memory").orElse(0L));
    int cores = coresSeen > 0 ? coresSeen : coresAsked(own, profile, conf);
    int taskCpus = (int) conf.count("spark.task.cpus", 1);

    long set =
        own && profile.overheadBytes() >= 0 ? profile.overheadBytes() : setOverhead(conf, profile);
    long overhead;
    OverheadFrom from;
    if (conf.clusterManager() == ClusterManager.STANDALONE) {
      long asked = heap + offHeap + pyspark;
      boolean ownLimit = limitBytes >= asked && limitBytes <= MOST_TIMES_ASKED * asked;
      overhead = ownLimit ? limitBytes - asked : 0;
      from = ownLimit ? OverheadFrom.LIMIT : OverheadFrom.NOTHING;
    } else if (conf.clusterManager() == ClusterManager.LOCAL) {
      overhead = 0;
      from = OverheadFrom.NOTHING;
    } else if (set >= 0) {
      overhead = set;
      from = OverheadFrom.SET;
    } else {
      // Not the profile's own heap: Spark reckons it from the default profile's.
      overhead = byFactor(conf, defaultHeap);
      from = OverheadFrom.FACTOR;
    }
    return new Grant(profileId, cores, taskCpus, heap, overhead, from, offHeap, pyspark);
  }

  private static long setOverhead(EffectiveConf conf, ResourceProfile profile) {
    return conf.mebibytes("spark.executor.memoryOverhead")
        .or(() -> conf.mebibytes("spark.yarn.executor.memoryOverhead"))
        .orElse(profile != null && profile.id() == 0 ? profile.overheadBytes() : -1L);
  }

  private static int coresAsked(boolean own, ResourceProfile profile, EffectiveConf conf) {
    int asked = profile == null ? 0 : profile.cores();
    return own && asked > 0 ? asked : (int) conf.count("spark.executor.cores", Math.max(1, asked));
  }

  static long byFactor(EffectiveConf conf, long heapBytes) {
    boolean kubernetes = conf.clusterManager() == ClusterManager.KUBERNETES;
    String language = conf.get("spark.kubernetes.resource.type").orElse("java");
    double usual =
        kubernetes && (language.equals("python") || language.equals("r")) ? NON_JVM_FACTOR : FACTOR;
    double older = kubernetes ? conf.number("spark.kubernetes.memoryOverheadFactor", usual) : usual;
    double factor = conf.number("spark.executor.memoryOverheadFactor", older);
    // Whole MiB, cut off, as Spark does it.
    long mebibytes = heapBytes / Mebibytes.MIB;
    long byFactor = ((long) (factor * mebibytes)) * Mebibytes.MIB;
    long least = conf.mebibytes("spark.executor.minMemoryOverhead").orElse(LEAST_OVERHEAD);
    return Math.max(byFactor, least);
  }

  private static long known(long bytes, long otherwise) {
    return bytes >= 0 ? bytes : otherwise;
  }
}
