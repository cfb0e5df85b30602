/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.explain.DiagnosisText;
import io.headroom.spark.explain.Explainer;
import io.headroom.spark.listener.event.RecordedDiagnosis;
import io.headroom.spark.listener.event.Told;
import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.ExecutorReport;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.history.EventLogFileReader;
import org.apache.spark.deploy.history.FsHistoryProvider;
import org.apache.spark.deploy.history.LoadedAppUI;
import org.apache.spark.scheduler.ReplayListenerBus;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.Tuple2;

/** Real applications in {@code local[2]}, their logs read by Spark's own replay. */
class LiveApplicationTest {
  private static final String CLASS = "io.headroom.spark.listener.HeadroomListener";

  @TempDir Path logs;

  @Test
  void anApplicationWithNothingButTheListenerIsToldWhyItsTaskFailed() throws Exception {
    String appId;
    String told;
    try (CapturedLog log = new CapturedLog(HeadroomListener.class);
        JavaSparkContext spark = start(conf().set("spark.extraListeners", CLASS))) {
      appId = spark.sc().applicationId();
      failOneTask(spark);
      spark.stop();

      assertThat(log.lines()).hasSize(1);
      told = log.lines().get(0);
      assertThat(told).startsWith("WARN Headroom: ").contains("stage 0", "no more of this", "[");
    }
    assertThat(threads()).isZero();
    assertThat("WARN " + explain(appId)).isEqualTo(told);
  }

  @Test
  void theDoctorGivesTheSameAdviceThatWasLoggedAtTheEnd() throws Exception {
    String appId;
    String advice;
    SparkConf conf =
        conf()
            .set("spark.extraListeners", CLASS)
            .set("spark.shuffle.spill.numElementsForceSpillThreshold", "1000");
    try (CapturedLog log = new CapturedLog(HeadroomListener.class);
        JavaSparkContext spark = start(conf)) {
      appId = spark.sc().applicationId();
      List<Integer> numbers = IntStream.range(0, 20_000).boxed().toList();
      assertThat(
              spark
                  .parallelize(numbers, 2)
                  .mapToPair(n -> new Tuple2<>(n, n))
                  .sortByKey(false)
                  .count())
          .isEqualTo(20_000);
      spark.stop();

      assertThat(log.lines()).hasSize(1);
      advice = log.lines().get(0);
      assertThat(advice)
          .startsWith("INFO Headroom: advice: Tasks spill: Spilled ")
          .endsWith(" [info: spill]");
    }
    String told = advice.substring("INFO Headroom: advice: ".length());
    DoctorRun run = DoctorRun.of(logFile(appId).toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("  Nothing was lost.\n", "\n  Advice\n\n    " + told + "\n");
  }

  @Test
  void thePluginsListenerRecordsItsDiagnosis() throws Exception {
    String appId;
    try (JavaSparkContext spark = start(conf())) {
      appId = spark.sc().applicationId();
      HeadroomListener listener = HeadroomListener.install(spark.sc(), Duration.ZERO);
      failOneTask(spark);
      // Spark 4 shuts plugins down before it stops the bus.
      listener.close();
    }

    assertThat(replay(appId).told)
        .filteredOn(RecordedDiagnosis.class::isInstance)
        .hasSize(1)
        .first(InstanceOfAssertFactories.type(RecordedDiagnosis.class))
        .extracting(diagnosis -> diagnosis.top().sentence())
        .asString()
        .contains("no more of this");
    assertThat(threads()).isZero();
  }

  @Test
  void twoInstallationsTellOnce() throws Exception {
    try (CapturedLog log = new CapturedLog(HeadroomListener.class);
        JavaSparkContext spark = start(conf().set("spark.extraListeners", CLASS))) {
      HeadroomListener plugins = HeadroomListener.install(spark.sc(), Duration.ZERO);
      failOneTask(spark);
      spark.stop();
      plugins.close();

      assertThat(log.lines()).filteredOn(line -> line.contains("failed")).hasSize(1);
    }
    assertThat(threads()).isZero();
  }

  @Test
  void theModeOffSwitchesItOff() {
    try (CapturedLog log = new CapturedLog(HeadroomListener.class);
        JavaSparkContext spark =
            start(conf().set("spark.extraListeners", CLASS).set("spark.headroom.mode", "off"))) {
      failOneTask(spark);
      spark.stop();

      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zstd", "lz4"})
  void whatIsRecordedComesBackFromTheEventLog(String codec) throws Exception {
    SparkConf conf = conf().set("spark.eventLog.compress", Boolean.toString(!codec.equals("none")));
    if (!codec.equals("none")) {
      conf.set("spark.eventLog.compression.codec", codec);
    }
    ActionTaken action = new ActionTaken("1", "host-1", 5, "shed", "TID 7 for 300 MiB");
    String appId;
    try (JavaSparkContext spark = start(conf)) {
      appId = spark.sc().applicationId();
      HeadroomListener listener = HeadroomListener.install(spark.sc(), Duration.ZERO);
      for (int i = 0; i < 5; i++) {
        listener.facts().report(RecorderTest.report("1", i * 1_000L, i < 4 ? "CALM" : "SHED", 0));
      }
      listener.facts().action(action);
      spark.parallelize(List.of(1, 2, 3), 3).count();
      await().until(() -> Files.size(logFile(appId)) > 0);
      listener.close();
    }

    Told told = replay(appId);

    assertThat(told.reports()).extracting(ExecutorReport::level).contains("CALM", "SHED");
    assertThat(told.reports())
        .allSatisfy(
            report -> {
              assertThat(report.executorId()).isEqualTo("1");
              assertThat(report.host()).isEqualTo("host-1");
              assertThat(report.memory().limitBytes()).isEqualTo(896L << 20);
            });
    assertThat(told.told).contains(action);
  }

  /** The History Server shows an application with our events as it shows any other. */
  @Test
  void theHistoryServerReadsALogWithOurEvents() {
    String appId;
    try (JavaSparkContext spark = start(conf())) {
      appId = spark.sc().applicationId();
      HeadroomListener listener = HeadroomListener.install(spark.sc(), Duration.ZERO);
      listener.facts().report(RecorderTest.report("1", 0, "SHED", 0));
      spark.parallelize(List.of(1, 2, 3), 3).count();
      spark.parallelize(List.of(1, 2, 3), 3).count();
      listener.close();
    }
    FsHistoryProvider provider =
        new FsHistoryProvider(
            new SparkConf(false).set("spark.history.fs.logDirectory", logs.toUri().toString()));
    try {
      provider.checkForLogs();
      await().atMost(Duration.ofSeconds(30)).until(() -> provider.getListing().hasNext());
      Option<LoadedAppUI> loaded = provider.getAppUI(appId, Option.empty());

      assertThat(loaded.isDefined()).isTrue();
      assertThat(loaded.get().ui().store().jobsList(null).size()).isEqualTo(2);
    } finally {
      provider.stop();
    }
  }

  private SparkConf conf() {
    return new SparkConf(false)
        .setMaster("local[2]")
        .setAppName("live-application-test")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.eventLog.enabled", "true")
        .set("spark.eventLog.rolling.enabled", "false")
        .set("spark.eventLog.compress", "false")
        .set("spark.eventLog.dir", logs.toUri().toString());
  }

  private static JavaSparkContext start(SparkConf conf) {
    return new JavaSparkContext(conf);
  }

  private static void failOneTask(JavaSparkContext spark) {
    assertThatThrownBy(
            () ->
                spark
                    .parallelize(List.of(1, 2), 2)
                    .foreach(
                        n -> {
                          if (n == 2) {
                            throw new IllegalStateException("no more of this");
                          }
                        }))
        .isInstanceOf(SparkException.class);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("headroom-listener"))
        .count();
  }

  /** The same diagnosis made again of what the event log tells. */
  private String explain(String appId) throws Exception {
    Explainer explainer = new Explainer(0);
    SparkEventFacts listener = new SparkEventFacts(explainer, "");
    replay(appId, listener);
    return explainer.finish().stream().map(DiagnosisText::line).collect(Collectors.joining("\n"));
  }

  private Path logFile(String appId) throws Exception {
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(appId))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As a History Server would, by Spark's own replay and our listener on it. */
  private Told replay(String appId) throws Exception {
    Told told = new Told();
    replay(appId, new SparkEventFacts(told, ""));
    return told;
  }

  private void replay(String appId, SparkEventFacts listener) throws Exception {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(logFile(appId).toUri());
    FileSystem files = path.getFileSystem(new Configuration());
    try (InputStream in = EventLogFileReader.openEventLog(path, files)) {
      replay(in, listener);
    }
  }

  static void replay(InputStream log, SparkEventFacts listener) {
    ReplayListenerBus bus = new ReplayListenerBus();
    bus.addListener(listener);
    bus.replay(log, "log", false, line -> true);
  }
}
