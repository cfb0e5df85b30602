/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it;

import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.fault.FaultRunner;
import io.headroom.spark.it.run.AppRunner;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One cluster of two workers for all integration tests, started by the first and closed after the
 * last. Where memory cgroups cannot be made each test is skipped, with the reason printed.
 */
final class RealCluster implements BeforeEachCallback {
  /** What a skip must begin with to be accepted by {@code bin/count-tests.py}. */
  private static final String SKIPPED = "SKIPPED: no memory cgroups: ";

  private Shared shared;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
    shared
        .cluster
        .uncontainedReason()
        .ifPresent(
            reason -> {
              System.out.println(SKIPPED + reason);
              Assumptions.abort(SKIPPED + reason);
            });
  }

  /** Runs a workload once and prints what came of it. */
  RunResult run(String workload, Variant variant) throws Exception {
    RunResult result = shared.runner.run(Workloads.named(workload), variant);
    System.out.println(result);
    return result;
  }

  /** Brings faults about on the cluster. */
  FaultRunner faults() {
    return new FaultRunner(shared.cluster, shared.runner);
  }

  StandaloneCluster cluster() {
    return shared.cluster;
  }

  private static final class Shared implements AutoCloseable {
    private final StandaloneCluster cluster;
    private final AppRunner runner;

    private Shared(StandaloneCluster cluster, AppRunner runner) {
      this.cluster = cluster;
      this.runner = runner;
    }

    static Shared start() {
      try {
        StandaloneCluster cluster = StandaloneCluster.start(2, 8);
        return new Shared(cluster, new AppRunner(cluster, Path.of("target/it-logs")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      runner.close();
      cluster.close();
    }
  }
}
