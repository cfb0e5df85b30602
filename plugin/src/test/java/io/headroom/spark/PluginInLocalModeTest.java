/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.spark.conf.HeadroomConfException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The plugin in a real Spark application in one process. */
@Timeout(120)
class PluginInLocalModeTest {

  private static SparkConf conf(String... keysAndValues) {
    SparkConf conf =
        new SparkConf(false)
            .setMaster("local[2]")
            .setAppName("plugin-in-local-mode")
            .set("spark.ui.enabled", "false")
            .set("spark.plugins", HeadroomPlugin.class.getName());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      conf.set(keysAndValues[i], keysAndValues[i + 1]);
    }
    return conf;
  }

  private static long sumOfSquares(JavaSparkContext spark, int tasks) {
    List<Integer> numbers = IntStream.rangeClosed(1, 1000).boxed().toList();
    return spark.parallelize(numbers, tasks).map(n -> (long) n * n).reduce(Long::sum);
  }

  private static List<String> headroomThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("headroom-"))
        .sorted()
        .toList();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(headroomThreads()).isEmpty();
  }

  @Test
  void runsAJobAndEndsItsThreads() {
    try (JavaSparkContext spark = new JavaSparkContext(conf())) {
      assertThat(sumOfSquares(spark, 8)).isEqualTo(333_833_500L);
      assertThat(headroomThreads()).contains("headroom-sampler");
    }
  }

  @Test
  void aJobFinishesThoughMemoryIsShortAllTheTime() {
    // This JVM alone holds more than the limit set here: the gate is shut from the first task on.
    try (JavaSparkContext spark =
        new JavaSparkContext(conf("spark.headroom.memory.limit", "64m"))) {
      assertThat(sumOfSquares(spark, 40)).isEqualTo(333_833_500L);
    }
  }

  @Test
  void observingChangesNothing() {
    try (JavaSparkContext spark =
        new JavaSparkContext(
            conf("spark.headroom.memory.limit", "64m", "spark.headroom.mode", "observe"))) {
      assertThat(sumOfSquares(spark, 40)).isEqualTo(333_833_500L);
    }
  }

  @Test
  void offStartsNothing() {
    try (JavaSparkContext spark = new JavaSparkContext(conf("spark.headroom.mode", "off"))) {
      assertThat(headroomThreads()).isEmpty();
      assertThat(sumOfSquares(spark, 4)).isEqualTo(333_833_500L);
    }
  }

  @Test
  void everyActionCanBeSwitchedOff() {
    try (JavaSparkContext spark =
        new JavaSparkContext(
            conf(
                "spark.headroom.memory.limit", "64m",
                "spark.headroom.gate.enabled", "false",
                "spark.headroom.shed.enabled", "false",
                "spark.headroom.heapReturn.enabled", "false",
                "spark.headroom.nativeTrim.enabled", "false",
                "spark.headroom.pythonPause.enabled", "false",
                "spark.headroom.learnedCap.enabled", "false"))) {
      assertThat(sumOfSquares(spark, 8)).isEqualTo(333_833_500L);
    }
  }

  @Test
  void anUnknownKeyStopsTheDriverAtItsStart() {
    assertThatThrownBy(() -> new JavaSparkContext(conf("spark.headroom.gate.maxwait", "60s")))
        .isInstanceOf(HeadroomConfException.class)
        .hasMessageContaining("spark.headroom.gate.maxwait")
        .hasMessageContaining("spark.headroom.gate.maxWait");
  }

  @Test
  void aBadValueStopsTheDriverAtItsStart() {
    assertThatThrownBy(() -> new JavaSparkContext(conf("spark.headroom.mode", "perhaps")))
        .isInstanceOf(HeadroomConfException.class)
        .hasMessageContaining("spark.headroom.mode")
        .hasMessageContaining("perhaps")
        .hasMessageContaining("observe");
  }
}
