/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.workload.Workload;
import io.headroom.spark.it.workload.Workloads;
import java.nio.file.Path;
import java.util.Locale;

/** Runs one workload under the variants named, for trying things by hand. */
public final class RunMain {
  private RunMain() {}

  /**
   * Runs it.
   *
   * @param args the workload, then variants
   */
  public static void main(String[] args) throws Exception {
    Workload workload = Workloads.named(args[0]);
    try (StandaloneCluster cluster = StandaloneCluster.start(2, 8);
        AppRunner runner = new AppRunner(cluster, Path.of("target/run-logs"))) {
      cluster.uncontainedReason().ifPresent(r -> System.out.println("No containers: " + r));
      for (int i = 1; i < args.length; i++) {
        Variant variant = Variant.valueOf(args[i].toUpperCase(Locale.ROOT));
        RunResult result = runner.run(workload, variant);
        System.out.println(result);
        result.headroomLines().forEach(l -> System.out.println("    " + l));
        result.removed().forEach(e -> System.out.println("    removed " + e));
        System.out.println("    value " + result.value());
      }
    }
  }
}
