/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.it.fault.Fault;
import io.headroom.spark.it.fault.FaultRun;
import io.headroom.spark.it.fault.FaultTrial;
import io.headroom.spark.it.fault.Faults;
import io.headroom.spark.it.fault.MachineLacksException;
import io.headroom.spark.it.fault.Verdict;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to lose an executor, once, with the plugin on: the cause is told. */
class FaultsIT {
  @RegisterExtension static final RealCluster REAL = new RealCluster();

  static Stream<String> faults() {
    return Faults.all().stream().map(Fault::name);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theCauseIsTold(String name) throws Exception {
    Fault fault = Faults.named(name);
    FaultTrial trial = new FaultTrial(Path.of("target/it-faults"));
    FaultRun run;
    try {
      run = trial.run(REAL.faults(), fault, fault.withPlugin(), 1);
    } catch (MachineLacksException e) {
      System.out.println(e.getMessage());
      Assumptions.abort(e.getMessage());
      return;
    }
    System.out.println(run);
    assertThat(run.words()).as("what Spark says of it").isNotEmpty();
    assertThat(run.verdict()).as(run.toString()).isEqualTo(Verdict.RIGHT);
  }
}
