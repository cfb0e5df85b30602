/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Told.HOST;
import static io.headroom.spark.explain.Told.added;
import static io.headroom.spark.explain.Told.conf;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.Application;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is remembered of an application. */
class ApplicationMemoryTest {
  private static final long MIB = 1L << 20;
  private final ApplicationMemory memory = new ApplicationMemory(String::length);

  @Test
  void remembersVersionManagerAndConfiguration() {
    tell(
        facts -> facts.application(new Application("app-1", "a", "4.1.0", T)),
        facts -> facts.application(new Application("app-1", "a", "", T)),
        conf("spark.master", "k8s://api:443", "spark.executor.memory", "2g"),
        conf("spark.executor.memory", "3g"));
    assertThat(memory.sparkVersion()).isEqualTo("4.1.0");
    assertThat(memory.clusterManager()).isEqualTo(ClusterManager.KUBERNETES);
    assertThat(memory.conf("spark.executor.memory")).hasValue("3g");
    assertThat(memory.conf("spark.nothing")).isEmpty();
    assertThat(memory.profile(0).memoryBytes()).isEqualTo(3072 * MIB);
    assertThat(memory.lostBy("four")).isEqualTo(4);
  }

  @Test
  void executorsFiguresAreItsPeaksFromWhereverTheyCome() {
    tell(
        added("3", HOST, T),
        report("3", HOST, T + 1000),
        facts ->
            facts.executorPeaks(
                new ExecutorPeaks(
                    "3", 1, 0, Map.of("JVMHeapMemory", 800L, "ProcessTreeJVMRSSMemory", 0L))),
        facts ->
            facts.taskEnded(
                new TaskEnded(
                    T,
                    1,
                    0,
                    1,
                    1,
                    0,
                    "3",
                    HOST,
                    Outcome.SUCCESS,
                    "",
                    "",
                    "",
                    true,
                    "",
                    new TaskEnded.Metrics(1, 2, 3, 4, 5, 6, 7, 8, 9, 750))));
    ExecutorView view = memory.executor("3");
    assertThat(view.host()).isEqualTo(HOST);
    assertThat(view.cores()).isEqualTo(4);
    assertThat(view.addedMillis()).isEqualTo(T);
    assertThat(view.tasksEnded()).isEqualTo(1);
    assertThat(view.peakHeapBytes()).isEqualTo(800);
    assertThat(view.peakHardBytes()).isEqualTo(950);
    assertThat(view.peakPythonBytes()).isEqualTo(50);
    assertThat(view.peakJvmRssBytes()).as("0 is what Spark did not measure").isEqualTo(-1);
    assertThat(view.collectionMillis()).isEqualTo(3456);
  }

  @Test
  void unknownExecutorIsAViewThatKnowsNothing() {
    ExecutorView view = memory.executor("17");
    assertThat(view.executorId()).isEqualTo("17");
    assertThat(view.peakHeapBytes()).isEqualTo(-1);
    assertThat(view.profile().memoryBytes()).isEqualTo(1024 * MIB);
  }

  @Test
  void deadExecutorsAreKnownUpToTheCapAndLiveOnesAll() {
    for (int i = 0; i < 20_000; i++) {
      tell(added("" + i, HOST, T));
      if (i < 10_000) {
        tell(removed("" + i, "x", T));
      }
    }
    assertThat(memory.executor("9999").addedMillis()).isEqualTo(T);
    assertThat(memory.executor("" + (10_000 - ApplicationMemory.MOST_DEAD)).cores()).isEqualTo(4);
    assertThat(memory.executor("" + (9999 - ApplicationMemory.MOST_DEAD)).cores()).isZero();
    assertThat(memory.executor("10000").cores()).isEqualTo(4);
    assertThat(memory.executor("19999").cores()).isEqualTo(4);
  }

  @Test
  void peaksToldAfterTheEndBelongToTheLife() {
    tell(
        added("3", HOST, T),
        removed("3", "Command exited with code 137", T + 10),
        facts ->
            facts.executorPeaks(
                new ExecutorPeaks("3", 1, 0, Map.of("ProcessTreeJVMRSSMemory", 222_814_208L))));
    assertThat(memory.executor("3").peakJvmRssBytes()).isEqualTo(222_814_208L);
    assertThat(memory.executor("3").cores()).isEqualTo(4);
  }

  @Test
  void eachProfileIsEffectiveForItsExecutors() {
    tell(
        conf("spark.executor.memory", "10g"),
        facts -> facts.resourceProfile(new ResourceProfile(1, 2, 4096 * MIB, -1, -1, -1)),
        facts ->
            facts.executorAdded(new io.headroom.spark.record.ExecutorAdded("3", HOST, 2, 1, T)));
    ResourceProfile profile = memory.executor("3").profile();
    assertThat(profile.memoryBytes()).isEqualTo(4096 * MIB);
    assertThat(profile.overheadBytes()).as("of the default memory").isEqualTo(1024 * MIB);
    assertThat(memory.profiles()).containsOnlyKeys(0, 1);
  }

  @SafeVarargs
  private void tell(Consumer<Facts>... facts) {
    for (Consumer<Facts> fact : facts) {
      fact.accept(memory);
    }
  }
}
