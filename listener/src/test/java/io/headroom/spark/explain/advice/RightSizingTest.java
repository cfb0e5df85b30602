/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stories with figures as they were measured in containers that the kernel killed. */
class RightSizingTest {
  private static final String OVERHEAD = "spark.executor.memoryOverhead";

  /** 4 tasks of 200 MiB of native memory in 896 MiB; the gate let two run, and they ended well. */
  private static Story nativeTasksUnderTheGate() {
    Story story =
        new Story()
            .conf("spark.executor.memory", "512m")
            .conf("spark.executor.cores", "4")
            .lost("container-oom-kill", 1);
    story.report(Report.at(0).hard(230).limit(896).heap(60, 120, 512).running(0, 4));
    story.report(Report.at(2).hard(760).limit(896).heap(60, 120, 512).running(4, 4));
    for (int i = 0; i < 4; i++) {
      story.report(Report.at(10 + i).hard(630).limit(896).heap(60, 120, 512).running(2, 2).shed(2));
      story.task(Task.at(11 + i));
    }
    return story;
  }

  @Test
  void reckonsWithAllSlotsWhereTheGateLetOnlySomeRun() {
    Advice advice = nativeTasksUnderTheGate().advice("right-size").orElseThrow();

    // 510 beside the heap with two tasks, 110 without: 200 to a task, 910 with four.
    assertThat(advice.evidence().get(0)).contains("all 4 slots would take 910 MiB");
    // 910 x 1.15 + 64 = 1110.5, rounded up to 64.
    assertThat(advice.settings()).extracting(Setting::line).containsExactly(OVERHEAD + " 1152m");
    assertThat(advice.settings().get(0).why())
        .isEqualTo("container = heap 512 + overhead 1152 = 1664 MiB");
    assertThat(advice.sentence())
        .contains("(executors lost at the container's limit: 1; tasks shed on one executor: 2)")
        .contains("instead of heap 512 + overhead 384 = 896 MiB");
    assertThat(advice.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void tellsWhatFewerTasksWouldDoInstead() {
    Story roomy = nativeTasksUnderTheGate().conf(OVERHEAD, "600m");

    // (600 - 64) / 1.15 = 466; less 110 without a task: one task of 200 fits, two do not.
    assertThat(roomy.advice("right-size").orElseThrow().sentence())
        .contains("run 1 instead of 4 at once: spark.executor.cores 1.");
  }

  @Test
  void growsByHalfWhereNobodySawWhatWouldHaveBeenEnough() {
    Story vanilla =
        new Story()
            .conf("spark.executor.memory", "512m")
            .lost("container-oom-kill", 4)
            .task(Task.at(1).heapPeak(300));

    Advice advice = vanilla.advice("right-size").orElseThrow();

    // 896 x 1.5 = 1344 = 21 x 64.
    assertThat(advice.settings()).extracting(Setting::line).containsExactly(OVERHEAD + " 832m");
    assertThat(advice.sentence()).contains("container = heap 512 + overhead 832 = 1344 MiB");
  }

  @Test
  void givesPythonTheRoomItTook() {
    Story python =
        new Story()
            .conf("spark.executor.memory", "4g")
            .conf("spark.kubernetes.memoryOverheadFactor", "0.4")
            .conf("spark.executor.cores", "4");
    for (int i = 0; i < 8; i++) {
      python.report(
          Report.at(i)
              .hard(3400)
              .limit(5734)
              .heap(900, 1000, 4096)
              .live(400)
              .python(2200)
              .oomKills(1));
      python.task(Task.at(i));
    }

    Advice size = python.advice("right-size").orElseThrow();
    Advice budget = python.advice("budget").orElseThrow();
    Advice batch = python.advice("python-batch").orElseThrow();

    // 2400 beside the heap x 1.15 + 64 = 2824, rounded up to 2880.
    assertThat(size.settings()).extracting(Setting::line).containsExactly(OVERHEAD + " 2880m");
    assertThat(size.sentence())
        .contains("worker processes killed there: 1")
        .contains("of the heap only 400 MiB lived after collections");
    // Of 1638: 110 for the JVM and direct buffers, 90 native; 1438 are left for Python.
    assertThat(budget.sentence()).startsWith("Python workers took 2200 MiB of 1438 MiB");
    assertThat(batch.settings())
        .extracting(Setting::line)
        .containsExactly("spark.sql.execution.arrow.maxRecordsPerBatch 3200");
  }

  @Test
  void raisesTheHeapAndWithItTheOverheadByFactor() {
    Story story =
        new Story()
            .on(ClusterManager.YARN)
            .conf("spark.executor.memory", "8g")
            .lost("heap-oom", 2)
            .task(Task.at(1).heapPeak(8100));

    assertThat(story.advice("right-size").orElseThrow().settings())
        .extracting(Setting::line)
        .containsExactly("spark.executor.memory 12288m", OVERHEAD + " 1228m");
  }

  @Test
  void saysWhatStandaloneHasNoPropertyFor() {
    Story story = nativeTasksUnderTheGate().on(ClusterManager.STANDALONE);

    Advice advice = story.advice("right-size").orElseThrow();

    assertThat(advice.settings()).isEmpty();
    assertThat(advice.sentence()).contains("give each executor's cgroup 1664 MiB");
  }

  @Test
  void putsAProfilesSizesIntoItsCode() {
    Story story = new Story().profile(2, 4, 512, 384).added("1", 2).lost("container-oom-kill", 1);
    story.task(Task.at(1));

    Advice advice = story.advice("right-size").orElseThrow();

    assertThat(advice.settings()).isEmpty();
    assertThat(advice.sentence())
        .contains("new ExecutorResourceRequests().memory(\"512m\").memoryOverhead(\"832m\")");
  }

  /** Ten minutes with all slots busy, 700 of 4096 MiB live and 300 beside it. */
  private static Story idleGiant() {
    Story story =
        new Story()
            .conf("spark.executor.memory", "8g")
            .conf("spark.executor.memoryOverhead", "2g")
            .conf("spark.executor.cores", "4");
    for (int i = 0; i < 600; i++) {
      story.report(
          Report.at(i).hard(1800).limit(10240).heap(1200, 1500, 8192).live(700).running(4, 4));
      story.task(Task.at(i).execution(100));
    }
    return story;
  }

  @Test
  void takesBackWhatWasNeverUsed() {
    Advice advice = idleGiant().advice("over-provisioned").orElseThrow();

    // Heap 700 x 2 + 64 -> 1472; beside it 300 x 1.15 + 64 -> 448.
    assertThat(advice.settings())
        .extracting(Setting::line)
        .containsExactly("spark.executor.memory 1472m", OVERHEAD + " 448m");
    assertThat(advice.sentence())
        .contains("container = heap 1472 + overhead 448 = 1920 MiB")
        .contains("Each executor gives back 8320 MiB");
    assertThat(advice.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void takesNothingBackAfterALossOrAWaitOrWithTooLittleMeasured() {
    assertThat(idleGiant().lost("heartbeat-swap", 1).advice("over-provisioned")).isEmpty();
    assertThat(idleGiant().report(Report.at(601).held(1)).advice("over-provisioned")).isEmpty();
    Story brief = new Story().conf("spark.executor.memory", "8g");
    for (int i = 0; i < 60; i++) {
      brief.report(Report.at(i).heap(100, 200, 8192)).task(Task.at(i));
    }
    assertThat(brief.advice()).isEmpty();
  }

  @Test
  void takesNoHeapBackWhereTasksSpill() {
    Story spilling = idleGiant().conf(OVERHEAD, "4g").task(Task.at(600).spilled(100, 10));

    assertThat(spilling.advice("over-provisioned").map(Advice::settings).orElseThrow())
        .extracting(Setting::key)
        .containsExactly(OVERHEAD);
  }

  /** Spark alone measures peaks at heartbeats: it takes more of a margin, and only heap. */
  @Test
  void takesHeapBackByTaskMetricsAlone() {
    Story vanilla = new Story().conf("spark.executor.memory", "8g");
    for (int i = 0; i < 600; i++) {
      vanilla.task(Task.at(i).heapPeak(1000));
    }

    // 1000 x 1.5 + 64 = 1564, rounded up to 1600; the overhead stays the factor's of 8 GiB.
    assertThat(vanilla.advice("over-provisioned").orElseThrow().settings())
        .extracting(Setting::line)
        .containsExactly("spark.executor.memory 1600m");
  }

  /**
   * An executor of an event log of 4.1.0, without Headroom, whose tasks took direct buffers until
   * the kernel killed it at 900 MiB: Spark's own peaks are all there is.
   */
  private static Story killedWithoutHeadroom() {
    return new Story()
        .on(ClusterManager.STANDALONE)
        .conf("spark.executor.memory", "512m")
        .lost("container-oom-kill", 1)
        .peaks(
            "0",
            Map.of(
                "JVMHeapMemory", 60398080L,
                "JVMOffHeapMemory", 57033488L,
                "DirectPoolMemory", 813711364L,
                "ProcessTreeJVMRSSMemory", 1041035264L));
  }

  @Test
  void readsSparksOwnPeaks() {
    ProfilePeaks peaks = killedWithoutHeadroom().advice.peaks().profile(0);

    assertThat(peaks.peak(Component.BESIDE_HEAP).max()).isEqualTo(1041035264L - 60398080L);
    assertThat(peaks.peak(Component.BESIDE_HEAP).source()).isEqualTo(Peak.Source.EXECUTOR_METRICS);
    assertThat(peaks.peak(Component.NATIVE_REST).max())
        .isEqualTo(1041035264L - 60398080L - 57033488L - 813711364L);
    assertThat(peaks.peak(Component.SHMEM).line())
        .isEqualTo("tmpfs and shared memory: not measured");
  }

  @Test
  void sizesByWhatWasMeasuredWhereNoLimitIsKnown() {
    Advice advice = killedWithoutHeadroom().advice("right-size").orElseThrow();

    // 936 MiB beside the heap x 1.5 + 64 = 1467, rounded up to 1472.
    assertThat(advice.sentence())
        .contains("container = heap 512 + beside it 1472 = 1984 MiB; how large it is now is not")
        .contains("give each executor's cgroup 1984 MiB");
    assertThat(advice.settings()).isEmpty();
    assertThat(new Story().on(ClusterManager.STANDALONE).lost("container-oom-kill", 1).advice())
        .isEmpty();
  }

  @Test
  void headroomsFiguresReplaceSparks() {
    Story story =
        new Story()
            .peaks("0", Map.of("JVMHeapMemory", 900L << 20))
            .report(Report.at(0).heap(250, 300, 1024));

    Peak heap = story.advice.peaks().profile(0).peak(Component.HEAP_USED);

    assertThat(heap.source()).isEqualTo(Peak.Source.HEADROOM);
    assertThat(heap.max()).isEqualTo(250L << 20);
  }

  @Test
  void keepsThePeakBetweenTwoSamples() {
    Story story = new Story().report(Report.at(0).hard(500).peakHard(880));

    assertThat(story.advice.peaks().profile(0).peak(Component.HARD).max()).isEqualTo(880L << 20);
  }
}
