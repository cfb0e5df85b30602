/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final int PROCESSORS = 6;
  private static final String COMMAND =
      "org.apache.spark.executor.CoarseGrainedExecutorBackend --driver-url spark://x --executor-id"
          + " 0 --hostname h --cores 8 --app-id a";

  private static SparkConf conf(String... keysAndValues) {
    SparkConf conf = new SparkConf(false);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      conf.set(keysAndValues[i], keysAndValues[i + 1]);
    }
    return conf;
  }

  @Test
  void takesTheCommandLineOfARealExecutor() {
    assertThat(Slots.of(conf("spark.master", "spark://h:1"), COMMAND, PROCESSORS)).isEqualTo(8);
  }

  @Test
  void dividesByTheCpusOfATask() {
    SparkConf conf = conf("spark.master", "yarn", "spark.task.cpus", "3");
    assertThat(Slots.of(conf, COMMAND, PROCESSORS)).isEqualTo(2);
    conf.set("spark.task.cpus", "100");
    assertThat(Slots.of(conf, COMMAND, PROCESSORS)).isEqualTo(1);
  }

  @Test
  void fallsBackToConfigurationAndThenToProcessors() {
    SparkConf conf = conf("spark.master", "yarn", "spark.executor.cores", "5");
    assertThat(Slots.of(conf, null, PROCESSORS)).isEqualTo(5);
    assertThat(Slots.of(conf("spark.master", "yarn"), "other", PROCESSORS)).isEqualTo(PROCESSORS);
  }

  @Test
  void knowsLocalMasters() {
    assertThat(Slots.of(conf("spark.master", "local"), COMMAND, PROCESSORS)).isEqualTo(1);
    assertThat(Slots.of(conf("spark.master", "local[4]"), COMMAND, PROCESSORS)).isEqualTo(4);
    assertThat(Slots.of(conf("spark.master", "local[2,4]"), COMMAND, PROCESSORS)).isEqualTo(2);
    assertThat(Slots.of(conf("spark.master", "local[*]"), COMMAND, PROCESSORS))
        .isEqualTo(PROCESSORS);
  }
}
