/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.conf.Units;
import io.headroom.spark.explain.ClusterManager;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the flags of executors' JVMs say of memory, as far as the configuration tells it. Of several
 * of one kind the last counts, as for the JVM.
 */
record JvmFlags(String flags, boolean stockKubernetes) {
  private static final Pattern INITIAL_HEAP =
      Pattern.compile("-(?:Xms|XX:(?:InitialHeapSize|MinHeapSize)=)(\\w+)");
  private static final Pattern COLLECTOR =
      Pattern.compile("-XX:\\+Use(G1|Parallel|Serial|Shenandoah|Z)GC");

  static JvmFlags of(EffectiveConf conf) {
    // The stock image's entrypoint starts executors with -Xms = -Xmx after all flags of the user;
    // only _JAVA_OPTIONS is read later.
    boolean kubernetes = conf.clusterManager() == ClusterManager.KUBERNETES;
    String last = conf.get("spark.executorEnv._JAVA_OPTIONS").orElse("");
    boolean entrypointWins = kubernetes && !INITIAL_HEAP.matcher(last).find();
    return new JvmFlags(conf.executorFlags(), entrypointWins);
  }

  /** Whether the heap begins at its full size, so that no collector gives anything back. */
  boolean heapFixed(long heapBytes) {
    return stockKubernetes
        || last(INITIAL_HEAP).flatMap(Units::bytes).map(xms -> xms >= heapBytes).orElse(false);
  }

  /** As Headroom names collectors; empty where no flag chooses one. */
  Optional<String> collector() {
    return last(COLLECTOR).map(name -> name.equals("Z") ? "ZGC" : name);
  }

  /** A flag's size, such as that of {@code MaxDirectMemorySize}; 0 as the JVM's "no limit". */
  Optional<Long> size(String flag) {
    return last(Pattern.compile("-XX:" + Pattern.quote(flag) + "=(\\w+)"))
        .flatMap(Units::bytes)
        .filter(bytes -> bytes > 0);
  }

  private Optional<String> last(Pattern pattern) {
    Matcher matcher = pattern.matcher(flags);
    String found = null;
    while (matcher.find()) {
      found = matcher.group(1);
    }
    return Optional.ofNullable(found);
  }
}
