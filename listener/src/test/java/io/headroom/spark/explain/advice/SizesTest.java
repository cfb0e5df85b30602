/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.MIB;
import static io.headroom.spark.explain.IncidentBuilder.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.IncidentBuilder;
import io.headroom.spark.explain.Setting;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The sums, and that none is below what is in force. */
class SizesTest {
  private static IncidentBuilder yarn() {
    return lost("x").on(ClusterManager.YARN);
  }

  private static InForce inForce(IncidentBuilder incident) {
    return InForce.of(incident.build());
  }

  private static List<String> lines(Advised advised) {
    return advised.settings().stream().map(Setting::line).toList();
  }

  @Test
  void overheadByDefaultIsATenthAndAtLeast384() {
    assertThat(inForce(yarn()).overheadBytes()).isEqualTo(384 * MIB);
    assertThat(inForce(yarn().conf("spark.executor.memory", "10g")).overheadBytes())
        .isEqualTo(1024 * MIB);
    assertThat(inForce(yarn().conf("spark.executor.memory", "2048")).heapBytes())
        .as("a plain number is MiB")
        .isEqualTo(2048 * MIB);
  }

  @Test
  void explicitOverheadReplacesTheFactor() {
    IncidentBuilder incident =
        yarn().conf("spark.executor.memory", "32g").conf("spark.executor.memoryOverhead", "2g");
    assertThat(inForce(incident).overheadBytes()).isEqualTo(2048 * MIB);
    assertThat(inForce(incident).containerBytes()).isEqualTo(34 * 1024 * MIB);
  }

  @Test
  void pythonOnKubernetesHasAFactorOfItsOwn() {
    IncidentBuilder incident =
        lost("x")
            .on(ClusterManager.KUBERNETES)
            .conf("spark.executor.memory", "10g")
            .conf("spark.kubernetes.resource.type", "python");
    assertThat(inForce(incident).overheadBytes()).isEqualTo(4096 * MIB);
  }

  @Test
  void theProfileWinsOverTheConfiguration() {
    InForce inForce = inForce(yarn().conf("spark.executor.memory", "8g").profile(512, 400, 64, 32));
    assertThat(inForce.containerBytes()).isEqualTo(1008 * MIB);
  }

  @Property
  void overheadIsNeverBelowWhatIsInForce(
      @ForAll @LongRange(max = 1L << 42) long beside, @ForAll @LongRange(max = 65_536) long now) {
    ContainerSize size = new ContainerSize(inForce(yarn().profile(1024, now, 0, 0)));
    assertThat(size.overheadFor(beside)).isGreaterThanOrEqualTo(now * MIB);
    assertThat(size.overheadFor(beside)).isGreaterThanOrEqualTo((long) (beside * 1.2));
  }

  @Test
  void whatIsGivenForPythonAndOffHeapIsNoOverhead() {
    ContainerSize size = new ContainerSize(inForce(yarn().profile(1024, 384, 256, 256)));
    // 1.2 x 1000 = 1200; less 512: 688, rounded up to 704.
    assertThat(size.overheadFor(1000 * MIB)).isEqualTo(704 * MIB);
    assertThat(size.advise(1000 * MIB, -1).sentence())
        .contains(
            "1024 MiB heap + 704 MiB overhead + 256 MiB off-heap + 256 MiB pyspark = 2240 MiB");
  }

  @Test
  void directMemoryBringsItsOverheadAlong() {
    DirectMemorySize size =
        new DirectMemorySize(
            inForce(
                yarn()
                    .profile(1024, 384, 0, 0)
                    .conf(
                        "spark.executor.extraJavaOptions",
                        "-XX:+UseG1GC -XX:MaxDirectMemorySize=256m"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED")));
    // 1.5 x 256 + 4 = 388, rounded up to 448; 384 + (448 - 256) = 576.
    assertThat(lines(size.larger(256 * MIB, 4 * MIB)))
        .containsExactly(
            "spark.executor.extraJavaOptions -XX:+UseG1GC -XX:MaxDirectMemorySize=448m",
            "spark.executor.memoryOverhead 576m");
  }

  @Test
  void directMemoryIsNeverBelowWhatExecutorsNeedToStart() {
    DirectMemorySize size =
        new DirectMemorySize(
            inForce(yarn().conf("spark.executor.extraJavaOptions", "-XX:MaxDirectMemorySize=32m")));
    assertThat(size.refusesToStart()).isTrue();
    assertThat(lines(size.larger(32 * MIB, 0)).get(0)).endsWith("-XX:MaxDirectMemorySize=256m");
    assertThat(new DirectMemorySize(inForce(yarn())).refusesToStart()).isFalse();
  }

  @Test
  void metaspaceIsDoubled() {
    IncidentBuilder bounded =
        yarn().conf("spark.executor.extraJavaOptions", "-XX:MaxMetaspaceSize=100m");
    assertThat(lines(MetaspaceSize.metaspace(inForce(bounded)).advise(-1)))
        .containsExactly("spark.executor.extraJavaOptions -XX:MaxMetaspaceSize=256m");
    assertThat(MetaspaceSize.metaspace(inForce(yarn())).advise(-1).settings()).isEmpty();
    assertThat(lines(MetaspaceSize.classSpace(inForce(yarn())).advise(-1)))
        .containsExactly("spark.executor.extraJavaOptions -XX:CompressedClassSpaceSize=2048m");
  }

  @Test
  void resultSizeOnlyWhereTheDriverCanHoldItTwice() {
    IncidentBuilder small = yarn().conf("spark.driver.maxResultSize", "8m");
    assertThat(lines(new ResultSize(inForce(small)).advise(10 * MIB)))
        .containsExactly("spark.driver.maxResultSize 64m");
    assertThat(new ResultSize(inForce(yarn())).advise(0).settings()).isEmpty();
    assertThat(lines(new ResultSize(inForce(yarn().conf("spark.driver.memory", "8g"))).advise(0)))
        .containsExactly("spark.driver.maxResultSize 2048m");
  }

  @Test
  void oneCoreCannotBeHalved() {
    assertThat(new Parallelism(inForce(yarn().cores(1))).fewerCores()).isEmpty();
    assertThat(lines(new Parallelism(inForce(yarn().cores(5))).fewerCores().orElseThrow()))
        .containsExactly("spark.executor.cores 2");
  }

  @Test
  void partitionsAreDoubledFromWhatIsInForce() {
    assertThat(lines(new Parallelism(inForce(yarn())).morePartitions()))
        .containsExactly("spark.sql.shuffle.partitions 400");
    assertThat(
            lines(
                new Parallelism(inForce(yarn().conf("spark.sql.shuffle.partitions", "1000")))
                    .morePartitions()))
        .containsExactly("spark.sql.shuffle.partitions 2000");
  }

  @Test
  void aHeartbeatTimeoutOfItsOwnIsTheOneToRaise() {
    IncidentBuilder incident = yarn().conf("spark.storage.blockManagerHeartbeatTimeoutMs", "60s");
    assertThat(lines(new HeartbeatTimeout(inForce(incident)).longer(65_000)))
        .containsExactly("spark.storage.blockManagerHeartbeatTimeoutMs 150s");
  }

  @Test
  void pythonsBoundIsSharedByTheTasksAtOnce() {
    InForce inForce = inForce(yarn().profile(1024, 384, 0, 1024).conf("spark.task.cpus", "2"));
    PythonSize size = new PythonSize(inForce);
    assertThat(size.perWorkerBytes()).isEqualTo(512 * MIB);
    assertThat(lines(size.largerBound(-1))).containsExactly("spark.executor.pyspark.memory 1536m");
    assertThat(lines(size.largerBound(2000 * MIB)))
        .containsExactly("spark.executor.pyspark.memory 2432m");
  }
}
