/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Budget.Line;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static Story executors() {
    return new Story().conf("spark.executor.memory", "1g").conf("spark.executor.cores", "4");
  }

  private static Line line(Story story, Component component) {
    return story.advice.budget(0, story).line(component);
  }

  /** Local dirs on /dev/shm: 650 MiB of blocks in a container of 896. */
  @Test
  void tellsWhatTmpfsTook() {
    Story story =
        new Story()
            .on(ClusterManager.STANDALONE)
            .conf("spark.executor.memory", "512m")
            .report(Report.at(0).hard(890).limit(896).heap(100, 120, 512).live(60).shmem(650));

    // 384 beside the heap; 100 classes and code, 10 direct, 10 native are not tmpfs's.
    assertThat(line(story, Component.SHMEM).text())
        .isEqualTo(
            "tmpfs and shared memory: 650 MiB of 264 MiB (what the others leave of the overhead),"
                + " 386 MiB over");
    assertThat(story.advice("budget").orElseThrow().sentence())
        .startsWith("Tmpfs and shared memory took 650 MiB of 264 MiB");
  }

  @Test
  void boundsEachByItsOwnLimit() {
    Story story =
        executors()
            .conf("spark.executor.pyspark.memory", "600m")
            .conf(
                "spark.executor.extraJavaOptions",
                "-XX:MaxDirectMemorySize=64m -XX:MaxMetaspaceSize=256m"
                    + " -XX:MaxDirectMemorySize=256m")
            .report(Report.at(0).hard(1100).python(700).direct(40));

    // The last flag of a kind is the one in force.
    assertThat(line(story, Component.DIRECT).text())
        .isEqualTo("direct buffers: 40 MiB of 256 MiB (MaxDirectMemorySize)");
    assertThat(line(story, Component.METASPACE).budgetBytes()).isEqualTo(256L << 20);
    assertThat(line(story, Component.PYTHON).overrunBytes()).isEqualTo(100L << 20);
    assertThat(line(story, Component.CODE_CACHE).from()).isEqualTo("the JVM's default");
  }

  @Test
  void isSilentWhereAllKeepWithin() {
    Story story = executors().report(Report.at(0));

    assertThat(story.advice.budget(0, story).overruns()).isEmpty();
    assertThat(story.advice()).isEmpty();
  }

  @Test
  void saysWhatIsNotMeasured() {
    Story story = executors();

    assertThat(line(story, Component.DIRECT).text())
        .isEqualTo("direct buffers: not measured of 1024 MiB (as Xmx)");
    assertThat(line(story, Component.DIRECT).overrunBytes()).isZero();
  }

  @Test
  void warnsOfAHeapFullOfLiveObjects() {
    Story story = executors().report(Report.at(0).hard(1200).heap(1000, 1024, 1024).live(960));

    assertThat(story.advice("tight-heap").orElseThrow().sentence())
        .startsWith("960 MiB of 1024 MiB of heap were live after a collection");
    // Serial leaves the old generation alone until it is full: that says nothing of what lives.
    assertThat(
            executors()
                .report(
                    Report.at(0).hard(1200).heap(1000, 1024, 1024).live(960).collector("Serial"))
                .advice("tight-heap"))
        .isEmpty();
  }

  @Test
  void tellsThatTheStockImageFixesTheHeap() {
    Story story =
        executors()
            .conf("spark.executorEnv._JAVA_OPTIONS", "-Dx=y")
            .lost("container-oom-kill", 1)
            .report(Report.at(0).heap(900, 1024, 1024).hard(1200).live(200));

    Advice advice = story.advice("heap-fixed").orElseThrow();

    assertThat(advice.sentence())
        .contains("Xms = Xmx, set by the stock Kubernetes image")
        .contains("the 824 MiB that were empty");
    assertThat(advice.settings())
        .extracting(Setting::line)
        .containsExactly("spark.executorEnv._JAVA_OPTIONS -Dx=y -Xms64m");
    // Once it is pasted, it is not said again; nor where the image is another cluster manager's.
    assertThat(story.conf("spark.executorEnv._JAVA_OPTIONS", "-Dx=y -Xms64m").advice("heap-fixed"))
        .isEmpty();
  }

  /** An image of the user's own need not set Xms: what was seen counts. */
  @Test
  void believesAHeapThatWasSeenToGrow() {
    Story story =
        executors()
            .lost("container-oom-kill", 1)
            .report(Report.at(0).heap(200, 300, 1024).hard(1200).live(100));

    assertThat(story.advice("heap-fixed")).isEmpty();
  }

  @Test
  void tellsThatParallelReturnsNothing() {
    Story story =
        executors()
            .on(ClusterManager.YARN)
            .conf("spark.executor.extraJavaOptions", "-XX:+UseParallelGC -Da=b")
            .lost("yarn-physical-memory", 1)
            .report(Report.at(0).heap(900, 1024, 1024).hard(1200).live(200).collector("Parallel"));

    assertThat(story.advice("collector").orElseThrow().settings())
        .extracting(Setting::line)
        .containsExactly("spark.executor.extraJavaOptions -Da=b -XX:+UseG1GC");
    assertThat(story.advice("heap-fixed")).isEmpty();
  }
}
