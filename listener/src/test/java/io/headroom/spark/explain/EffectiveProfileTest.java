/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.ResourceProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spark's defaults, as Spark fills them in. */
class EffectiveProfileTest {
  private static final long MIB = 1L << 20;
  private static final ResourceProfile UNSAID = new ResourceProfile(0, -1, -1, -1, -1, -1);

  @Test
  void nothingSaid() {
    assertThat(of(ClusterManager.YARN))
        .isEqualTo(new ResourceProfile(0, -1, 1024 * MIB, 384 * MIB, 0, 0));
  }

  @Test
  void overheadIsATenthInWholeMebibytesAndNoLessThanTheLeast() {
    assertThat(of(ClusterManager.YARN, "spark.executor.memory", "10g").overheadBytes())
        .isEqualTo(1024 * MIB);
    assertThat(of(ClusterManager.YARN, "spark.executor.memory", "4001m").overheadBytes())
        .isEqualTo(400 * MIB);
    assertThat(
            of(
                    ClusterManager.YARN,
                    "spark.executor.memory",
                    "2g",
                    "spark.executor.minMemoryOverhead",
                    "100m")
                .overheadBytes())
        .isEqualTo(204 * MIB);
  }

  @Test
  void explicitOverheadReplacesTheFactorAndBareNumbersAreMebibytes() {
    ResourceProfile profile =
        of(
            ClusterManager.KUBERNETES,
            "spark.executor.memory",
            "20480",
            "spark.executor.memoryOverhead",
            "100",
            "spark.executor.memoryOverheadFactor",
            "0.5");
    assertThat(profile.memoryBytes()).isEqualTo(20_480 * MIB);
    assertThat(profile.overheadBytes()).isEqualTo(100 * MIB);
  }

  @Test
  void kubernetesGivesPythonFourTenthsUnlessAFactorIsSaid() {
    String[] python = {"spark.executor.memory", "10g", "spark.kubernetes.resource.type", "python"};
    assertThat(of(ClusterManager.KUBERNETES, python).overheadBytes()).isEqualTo(4096 * MIB);
    assertThat(of(ClusterManager.YARN, python).overheadBytes()).isEqualTo(1024 * MIB);
    String[] said = {
      "spark.executor.memory", "10g",
      "spark.kubernetes.resource.type", "python",
      "spark.kubernetes.memoryOverheadFactor", "0.2"
    };
    assertThat(of(ClusterManager.KUBERNETES, said).overheadBytes()).isEqualTo(2048 * MIB);
  }

  @Test
  void offHeapCountsOnlyWhereEnabledAndInBytes() {
    assertThat(of(ClusterManager.YARN, "spark.memory.offHeap.size", "1g").offHeapBytes()).isZero();
    assertThat(
            of(
                    ClusterManager.YARN,
                    "spark.memory.offHeap.enabled",
                    "true",
                    "spark.memory.offHeap.size",
                    "1073741824")
                .offHeapBytes())
        .isEqualTo(1024 * MIB);
  }

  @Test
  void pysparkMemoryAndCoresAreTaken() {
    ResourceProfile profile =
        of(ClusterManager.YARN, "spark.executor.pyspark.memory", "2g", "spark.executor.cores", "4");
    assertThat(profile.pysparkBytes()).isEqualTo(2048 * MIB);
    assertThat(profile.cores()).isEqualTo(4);
  }

  @Test
  void localModeRunsTasksInTheDriversHeap() {
    String[] both = {"spark.driver.memory", "3g", "spark.executor.memory", "9g"};
    assertThat(of(ClusterManager.LOCAL, both).memoryBytes()).isEqualTo(3072 * MIB);
  }

  @Test
  void whatIsNoSizeReadsAsNotSaid() {
    assertThat(
            of(
                ClusterManager.YARN,
                "spark.executor.memory",
                "plenty",
                "spark.executor.memoryOverheadFactor",
                "much",
                "spark.executor.cores",
                "some"))
        .isEqualTo(of(ClusterManager.YARN));
  }

  @Test
  void timesAreReadInTheUnitOfTheirKey() {
    assertThat(SparkUnits.millis("120s", 1000)).hasValue(120_000);
    assertThat(SparkUnits.millis("120", 1000)).hasValue(120_000);
    assertThat(SparkUnits.millis("2min", 1000)).hasValue(120_000);
    assertThat(SparkUnits.millis("soon", 1000)).isEmpty();
    assertThat(SparkUnits.bytes("999999999999999p", 1)).as("does not fit").isEmpty();
  }

  private static ResourceProfile of(ClusterManager manager, String... keysAndValues) {
    Map<String, String> conf = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      conf.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new EffectiveProfile(conf, manager).of(UNSAID);
  }
}
