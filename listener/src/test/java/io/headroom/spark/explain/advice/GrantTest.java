/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.record.ResourceProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {
  private static final long MIB = 1L << 20;

  /** Sums as Kubernetes and YARN ask for them; the 896 is a question that users ask again. */
  @ParameterizedTest
  @CsvSource({
    // manager, memory, overhead, factor, kubernetes factor, language; overhead, container
    "KUBERNETES, 512m, , , , java, 384, 896",
    "KUBERNETES, 4g, , , , java, 409, 4505",
    "KUBERNETES, 4g, , , , python, 1638, 5734",
    "KUBERNETES, 4g, , , 0.4, java, 1638, 5734",
    "KUBERNETES, 4g, , 0.2, 0.4, python, 819, 4915",
    "YARN, 5g, , , 0.4, python, 512, 5632",
    "YARN, 32g, , , , java, 3276, 36044",
    "YARN, 32g, 2g, 0.5, , java, 2048, 34816",
    "YARN, 2048, 640, , , java, 640, 2688",
  })
  void reckonsTheContainerAsSparkDoes(
      ClusterManager manager,
      String memory,
      String overhead,
      String factor,
      String kubernetesFactor,
      String language,
      long overheadMib,
      long containerMib) {
    Story story =
        new Story()
            .on(manager)
            .conf("spark.executor.memory", memory)
            .conf("spark.kubernetes.resource.type", language);
    if (overhead != null) {
      story.conf("spark.executor.memoryOverhead", overhead);
    }
    if (factor != null) {
      story.conf("spark.executor.memoryOverheadFactor", factor);
    }
    if (kubernetesFactor != null) {
      story.conf("spark.kubernetes.memoryOverheadFactor", kubernetesFactor);
    }

    Grant grant = Grant.of(0, null, story.inForce(), -1, 0);

    assertThat(grant.overheadBytes()).isEqualTo(overheadMib * MIB);
    assertThat(grant.containerBytes()).isEqualTo(containerMib * MIB);
    assertThat(grant.sum()).endsWith(" = " + containerMib + " MiB");
  }

  @Test
  void addsOffHeapAndPysparkToTheContainer() {
    Story story =
        new Story()
            .conf("spark.executor.memory", "2g")
            .conf("spark.memory.offHeap.enabled", "true")
            .conf("spark.memory.offHeap.size", "512m")
            .conf("spark.executor.pyspark.memory", "1g");

    assertThat(Grant.of(0, null, story.inForce(), -1, 0).sum())
        .isEqualTo("heap 2048 + overhead 384 + off-heap 512 + pyspark 1024 = 3968 MiB");
  }

  @Test
  void leavesOffHeapOutWhereItIsNotEnabled() {
    Story story = new Story().conf("spark.memory.offHeap.size", "512m");

    assertThat(Grant.of(0, null, story.inForce(), -1, 0).offHeapBytes()).isZero();
  }

  @Test
  void takesAProfilesOwnAmountsAndTheRestFromTheDefault() {
    Story story = new Story().conf("spark.executor.memory", "8g").conf("spark.executor.cores", "4");
    ResourceProfile own = new ResourceProfile(3, 2, 2048 * MIB, -1, -1, -1);

    Grant grant = Grant.of(3, own, story.inForce(), -1, 0);

    // Spark reckons the factor of the default profile's heap, not of the profile's own.
    assertThat(grant.sum()).isEqualTo("heap 2048 + overhead 819 = 2867 MiB");
    assertThat(grant.slots()).isEqualTo(2);
  }

  @Test
  void standaloneHasWhatTheLimitLeaves() {
    Story story = new Story().on(ClusterManager.STANDALONE).conf("spark.executor.memory", "512m");

    Grant inCgroup = Grant.of(0, null, story.inForce(), 896 * MIB, 0);
    Grant onHost = Grant.of(0, null, story.inForce(), 65536 * MIB, 0);

    assertThat(inCgroup.sum()).isEqualTo("heap 512 + beside it 384 = 896 MiB");
    assertThat(onHost.bounded()).isFalse();
  }

  /** With no cores asked for, Standalone gives an executor all of its worker's. */
  @Test
  void believesTheCoresThatRegistered() {
    Story story = new Story().on(ClusterManager.STANDALONE).conf("spark.task.cpus", "2");

    assertThat(Grant.of(0, null, story.inForce(), -1, 16).slots()).isEqualTo(8);
    assertThat(Grant.of(0, null, story.inForce(), -1, 0).slots()).isEqualTo(1);
  }
}
