/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Setting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.Test;

/** What is advised for the Spark of this build is a key that this very Spark knows. */
class SettingKeysTest {
  /** Read by the launcher as prefixes: what follows is a variable's name. */
  private static final String ENVIRONMENT = "spark.executorEnv.";

  private static Story stage(String version, long inputMib, int tasks) {
    Story story = new Story().spark(version).conf("spark.executor.cores", "4");
    for (int i = 0; i < tasks; i++) {
      story.task(Task.at(i).execution(100).spilled(200, 80).read(inputMib, inputMib > 0 ? 0 : 10));
    }
    return story.stageEnded(0, "", tasks);
  }

  private static Stream<Setting> all(String version) {
    List<Supplier<Story>> stories =
        List.of(
            () -> ApplicationAdviceTest.miserable(version),
            () -> stage(version, 0, 200),
            () -> stage(version, 0, 40),
            () -> stage(version, 100, 40),
            () ->
                stage(version, 0, 200)
                    .conf("spark.sql.adaptive.coalescePartitions.initialPartitionNum", "200"),
            () ->
                stage(version, 0, 10)
                    .conf("spark.shuffle.spill.maxSizeInBytesForSpillThreshold", "1m")
                    .conf("spark.shuffle.spill.numElementsForceSpillThreshold", "1000"),
            () ->
                new Story()
                    .spark(version)
                    .on(ClusterManager.YARN)
                    .lost("yarn-physical-memory", 1)
                    .report(Report.at(0).heap(900, 1024, 1024).hard(1200).collector("Parallel")),
            () ->
                new Story()
                    .spark(version)
                    .conf("spark.executor.memory", "40g")
                    .report(Report.at(0)));
    return stories.stream()
        .flatMap(story -> story.get().advice().stream())
        .flatMap(advice -> advice.settings().stream());
  }

  @Test
  void thisSparkKnowsThem() {
    // Each registers its keys when it is loaded.
    assertThat(org.apache.spark.internal.config.package$.MODULE$.EXECUTOR_MEMORY()).isNotNull();
    assertThat(org.apache.spark.internal.config.Python$.MODULE$.PYSPARK_EXECUTOR_MEMORY())
        .isNotNull();
    assertThat(SQLConf.SHUFFLE_PARTITIONS()).isNotNull();
    String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();

    Set<String> keys = new TreeSet<>();
    all(version).map(Setting::key).forEach(keys::add);

    assertThat(keys).hasSizeGreaterThan(10);
    assertThat(keys)
        .allSatisfy(
            key ->
                assertThat(key.startsWith(ENVIRONMENT) || ConfigEntry.findEntry(key) != null)
                    .as(key)
                    .isTrue());
  }

  @Test
  void laterKeysAreNotAdvisedToEarlierSparks() {
    assertThat(all("4.1.0").map(Setting::key))
        .contains("spark.shuffle.spill.maxSizeInBytesForSpillThreshold");
    assertThat(all("3.5.7").map(Setting::key))
        .isNotEmpty()
        .doesNotContain(
            "spark.shuffle.spill.maxSizeInBytesForSpillThreshold",
            "spark.unsafe.sorter.spill.merge.factor");
  }
}
