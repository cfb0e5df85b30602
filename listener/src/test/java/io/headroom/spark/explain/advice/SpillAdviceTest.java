/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Setting;
import org.junit.jupiter.api.Test;

/** 2348 MiB of heap and 4 cores: (2348 − 300) × 0.6 / 4 = 307 MiB of execution memory a task. */
class SpillAdviceTest {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String ADVISORY = "spark.sql.adaptive.advisoryPartitionSizeInBytes";

  private static Story executors() {
    return new Story().conf("spark.executor.memory", "2348m").conf("spark.executor.cores", "4");
  }

  /** Tasks that would each have needed 614 MiB, twice their share. */
  private static Story tooLarge(int tasks) {
    Story story = executors();
    for (int i = 0; i < tasks; i++) {
      story.task(Task.at(i).took(10_000, 100).execution(300).spilled(314, 80).read(0, 100));
    }
    return story.stageEnded(0, "count at Job.java:7", tasks);
  }

  @Test
  void sumsUpWhatWasSpilled() {
    assertThat(tooLarge(200).advice.spills().sentence())
        .isEqualTo(
            "Spilled 15.6 GiB (61.3 GiB in memory) in 200 of 200 task attempts, at 8.0 MiB/s of"
                + " their own time.");
    assertThat(executors().advice.spills().sentence()).isEqualTo("Nothing was spilled.");
  }

  @Test
  void makesPartitionsSmaller() {
    Advice spill = tooLarge(200).advice("spill").orElseThrow();

    // A histogram's 640 of 307 MiB x 1.1 = 2.3 times 200 partitions.
    assertThat(spill.settings()).extracting(Setting::key).containsExactly(PARTITIONS);
    assertThat(Integer.parseInt(spill.settings().get(0).value())).isBetween(440, 480);
    assertThat(spill.settings().get(0).why()).contains("was 200; the stage ran as 200 tasks");
    assertThat(spill.sentence())
        .contains("Or fewer tasks at once: spark.executor.cores 2.")
        .contains("local NVMe");
    assertThat(spill.evidence().get(0))
        .isEqualTo("stage 0 (count at Job.java:7): 15.6 GiB spilled by 200 attempts of 200 tasks");
  }

  /** AQE had joined 200 partitions to 40: then the size to which it joins is what counts. */
  @Test
  void lowersTheAdvisorySizeWhereAqeHadJoinedPartitions() {
    Advice spill = tooLarge(40).advice("spill").orElseThrow();

    assertThat(spill.settings()).extracting(Setting::key).containsExactly(ADVISORY);
    assertThat(spill.settings().get(0).value()).isIn("27m", "28m", "29m");
    assertThat(spill.settings().get(0).why()).contains("AQE had joined 200 partitions to 40");
  }

  @Test
  void namesTheNumberWhereNoPropertyMadeIt() {
    Advice spill = tooLarge(1000).advice("spill").orElseThrow();

    assertThat(spill.settings()).isEmpty();
    assertThat(spill.sentence())
        .containsPattern("Give the shuffle of that stage 2\\d\\d0 partitions");
  }

  @Test
  void readsInputInSmallerPiecesWhereNothingWasShuffled() {
    Story story = executors();
    for (int i = 0; i < 20; i++) {
      story.task(Task.at(i).execution(300).spilled(314, 80).read(128, 0));
    }
    assertThat(story.advice("spill").orElseThrow().settings())
        .extracting(Setting::key)
        .containsExactly("spark.sql.files.maxPartitionBytes");
  }

  @Test
  void doesNotSplitWhatIsSkewed() {
    Story story = executors();
    for (int i = 0; i < 199; i++) {
      story.task(Task.at(i).execution(60).read(0, 10));
    }
    story.task(Task.at(199).took(60_000, 0).execution(300).spilled(700, 300).read(0, 900));

    Advice spill = story.advice("spill").orElseThrow();

    assertThat(spill.settings()).isEmpty();
    assertThat(spill.sentence())
        .contains("A few tasks are 16 times as large as the others")
        .contains("with spark.executor.cores 1 the largest fits");
  }

  @Test
  void saysNothingOfALittleSpill() {
    Story story = executors().task(Task.at(0).execution(300).spilled(314, 80));

    assertThat(story.advice()).isEmpty();
  }

  /** At 512 MiB and one core a page is 4 MiB; a threshold of 4 MiB made 299 999 files. */
  @Test
  void warnsOfAThresholdOfAPage() {
    Story story =
        new Story()
            .conf("spark.executor.memory", "512m")
            .conf("spark.shuffle.spill.maxSizeInBytesForSpillThreshold", "4m");
    Grant grant = Grant.of(0, null, story.inForce(), -1, 0);
    assertThat(SpillThresholds.pageBytes(grant, story.inForce())).isEqualTo(4L << 20);
    story.task(Task.at(0).spilled(400, 300).heapPeak(200));

    Advice advice = story.advice("spill-thresholds").orElseThrow();

    assertThat(advice.settings())
        .extracting(Setting::line)
        .containsExactly("spark.shuffle.spill.maxSizeInBytesForSpillThreshold 64m");
    assertThat(advice.sentence()).contains("the configuration spills, not want of memory");
    assertThat(story.advice("spill")).isEmpty();
    // 3.5 and 4.0 do not know that key, and so it forces nothing there.
    assertThat(story.spark("4.0.1").advice("spill-thresholds")).isEmpty();
  }

  @Test
  void warnsOfFewElementsAndASmallFraction() {
    Story story =
        executors()
            .conf("spark.shuffle.spill.numElementsForceSpillThreshold", "20000")
            .conf("spark.memory.fraction", "0.1")
            .task(Task.at(0).spilled(58, 5));

    assertThat(story.advice("spill-thresholds").orElseThrow().settings())
        .extracting(Setting::line)
        .containsExactly(
            "spark.shuffle.spill.numElementsForceSpillThreshold 2147483647",
            "spark.memory.fraction 0.6");
  }

  /**
   * A fraction of 0.01 of a heap of 512 MiB made 244 files, and their buffers an OutOfMemoryError.
   */
  @Test
  void warnsOfMergesThatDoNotFit() {
    Story story =
        new Story()
            .conf("spark.executor.memory", "512m")
            .conf("spark.memory.fraction", "0.01")
            .task(Task.at(0).spilled(520, 100));

    Advice old = story.advice("spill-merge").orElseThrow();
    assertThat(old.sentence()).contains("some 245 files");
    assertThat(old.settings()).isEmpty();
    assertThat(story.spark("4.2.0").advice("spill-merge").orElseThrow().settings())
        .extracting(Setting::line)
        .containsExactly("spark.unsafe.sorter.spill.merge.factor 53");
  }

  @Test
  void keepsStagesInBoundedMemoryAndTheWorstOfAll() {
    Story story = executors();
    for (int stage = 0; stage < 10_000; stage++) {
      story.task(Task.at(stage).stage(stage).execution(300).spilled(stage == 77 ? 900 : 5, 1));
    }

    assertThat(story.advice.spills().worst().orElseThrow().stageId()).isEqualTo(77);
    assertThat(story.advice.spills().spilledAttempts()).isEqualTo(10_000);
  }
}
