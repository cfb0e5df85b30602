/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.run.AppRunner;
import io.headroom.spark.it.run.Outcome;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workloads;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself: what it measures is true, and it leaves nothing behind. */
class HarnessIT {
  /** Only for the check whether containers can be made. */
  @RegisterExtension static final RealCluster REAL = new RealCluster();

  @TempDir Path logs;

  @Test
  void aRunWithoutALimitPeaksWhereTheLimitWouldHaveKilled() throws Exception {
    RunResult oracle = REAL.run("native-fast", Variant.ORACLE);
    assertThat(oracle.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(oracle.containers().containers()).isEqualTo(1);
    assertThat(oracle.containers().oomKills()).isZero();
    assertThat(oracle.containers().cpuSeconds()).isPositive();
    long limit = Workloads.named("native-fast").sizing().limitBytes();
    assertThat(oracle.containers().peakHardBytes()).isGreaterThan(limit);
  }

  @Test
  void aClosedClusterLeavesNoProcessNoCgroupAndNoFile() throws Exception {
    Path directory;
    try (StandaloneCluster cluster = StandaloneCluster.start();
        AppRunner runner = new AppRunner(cluster, logs)) {
      directory = cluster.directory();
      RunResult result = runner.run(Workloads.named("native"), Variant.VANILLA);
      assertThat(result.containers().oomKills()).isPositive();
    }
    assertThat(directory).doesNotExist();
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(
            p -> p.info().commandLine().map(c -> c.contains(directory.toString())).orElse(false));
    try (var left =
        Files.find(
            Path.of("/sys/fs/cgroup"), 6, (p, a) -> p.toString().contains("native-vanilla"))) {
      assertThat(left).isEmpty();
    }
  }
}
