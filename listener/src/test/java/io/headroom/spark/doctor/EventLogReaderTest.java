/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.Application;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventLogReaderTest {
  static final List<String> CODECS = RealLogs.CODECS;

  @TempDir Path temporary;
  private final RecordedFacts facts = new RecordedFacts();

  static List<Path> logs() {
    return RealLogs.all();
  }

  private LogReading read(Path path) {
    EventLogFinder finder = new EventLogFinder();
    finder.add(path);
    assertThat(finder.problems()).isEmpty();
    assertThat(finder.logs()).hasSize(1);
    return RealLogs.read(finder.logs().get(0), facts);
  }

  @Test
  void tellsAllThatAKilledExecutorLeftBehind() {
    LogReading reading = read(RealLogs.log("4.1.0-native-cgoom"));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.notes()).isEmpty();
    assertThat(facts.only(Application.class))
        .isEqualTo(
            new Application("app-20261121125113-0000", "cap-native", "4.1.0", 1795265454655L));
    Environment environment = facts.only(Environment.class);
    assertThat(environment.spark()).containsEntry("spark.master", "local-cluster[1,1,512]");
    assertThat(environment.jvm())
        .containsEntry("Java Version", "17.0.15 (Debian)")
        .containsEntry("java.vm.name", "OpenJDK 64-Bit Server VM")
        .doesNotContainKey("user.name");
    assertThat(facts.only(ResourceProfile.class))
        .isEqualTo(new ResourceProfile(0, -1, 512L << 20, -1, 0, -1));
    assertThat(facts.only(ExecutorAdded.class))
        .isEqualTo(new ExecutorAdded("0", "127.0.0.1", 1, 0, 1795265499994L));
    assertThat(facts.only(ExecutorRemoved.class))
        .isEqualTo(new ExecutorRemoved("0", "Command exited with code 137", 1795265516251L));
    assertThat(facts.only(TaskEnded.class))
        .isEqualTo(
            new TaskEnded(
                1795265516105L,
                0,
                0,
                0,
                0,
                0,
                "0",
                "127.0.0.1",
                Outcome.EXECUTOR_LOST,
                "",
                "Command exited with code 137",
                "",
                true,
                "",
                null));
    assertThat(facts.of(ExecutorPeaks.class))
        .extracting(ExecutorPeaks::executorId)
        .containsExactly("0", "driver");
    assertThat(facts.of(ExecutorPeaks.class).get(0).get("DirectPoolMemory")).isEqualTo(813711364L);
    assertThat(facts.only(StageEnded.class).failureReason()).contains("exited with code 137");
    assertThat(facts.only(JobFailed.class).message())
        .startsWith("Job aborted due to stage failure: Task 0 in stage 0.0 failed 1 times");
    assertThat(facts.all()).endsWith(1795265517918L);
  }

  @Test
  void tellsTheExceptionOfATaskWithItsMetrics() {
    read(RealLogs.log("4.1.0-disk"));

    TaskEnded failed = facts.of(TaskEnded.class).get(0);
    assertThat(failed.outcome()).isEqualTo(Outcome.EXCEPTION);
    assertThat(failed.className()).isEqualTo("java.io.IOException");
    assertThat(failed.description()).isEqualTo("No space left on device");
    assertThat(failed.stackTrace()).contains("at java.base/java.io.FileOutputStream.writeBytes");
    assertThat(failed.metrics())
        .isEqualTo(new TaskEnded.Metrics(3406, 10, 0, 0, 0, 0, 0, 0, 0, 63290944L));
    TaskEnded killed = facts.of(TaskEnded.class).get(1);
    assertThat(killed.outcome()).isEqualTo(Outcome.KILLED);
    assertThat(killed.description()).startsWith("Stage cancelled: Job aborted");
  }

  @ParameterizedTest
  @MethodSource("logs")
  void readsTheLogsOfEveryVersion(Path log) {
    LogReading reading = read(log);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.notes()).isEmpty();
    String name = log.getFileName().toString();
    assertThat(facts.only(Application.class).sparkVersion())
        .isEqualTo(name.substring(0, name.indexOf('-')));
    assertThat(facts.of(ExecutorAdded.class)).isNotEmpty();
    assertThat(facts.of(Environment.class)).hasSize(1);
  }

  @ParameterizedTest
  @FieldSource("CODECS")
  void readsWhateverSparkCompressesWith(String codec) throws IOException {
    byte[] plain = Files.readAllBytes(RealLogs.log("4.1.0-heap"));
    Path compressed = temporary.resolve("app-1." + codec);
    RealLogs.compress(codec, plain, compressed);

    LogReading reading = read(compressed);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.bytes()).isEqualTo(plain.length);
    RecordedFacts expected = new RecordedFacts();
    EventLog log =
        new EventLog(RealLogs.log("4.1.0-heap"), List.of(RealLogs.log("4.1.0-heap")), false, 0);
    RealLogs.read(log, expected);
    assertThat(facts.all()).isNotEmpty().isEqualTo(expected.all());
  }

  @Test
  void tellsProgressInBytesOnDisk() throws IOException {
    Path compressed = temporary.resolve("app-1.zstd");
    RealLogs.compress("zstd", Files.readAllBytes(RealLogs.log("4.1.0-heap")), compressed);
    AtomicLong told = new AtomicLong();
    EventLog log = new EventLog(compressed, List.of(compressed), false, Files.size(compressed));

    new EventLogReader().read(log, facts, RealLogs.NO_OWN_EVENTS, told::addAndGet);

    assertThat(told).hasValue(Files.size(compressed));
  }

  @Test
  void namesAnApplicationThatTheLogDoesNotNameAfterItsFile() throws IOException {
    Path log = temporary.resolve("app-7");
    Files.writeString(
        log,
        """
        {"Event":"SparkListenerLogStart","Spark Version":"4.0.1"}
        {"Event":"SparkListenerExecutorRemoved","Timestamp":5,"Executor ID":"3","Removed Reason":"x"}
        """);

    read(log);

    assertThat(facts.only(Application.class))
        .isEqualTo(new Application("app-7", "app-7", "4.0.1", 0));
  }

  @Test
  void readsEventsThatAreWrittenWithOtherSpaceAndOrder() throws IOException {
    Path log = temporary.resolve("app-7");
    Files.writeString(
        log,
        """
        { "Event" : "SparkListenerLogStart", "Spark Version" : "4.0.1" }

        {"Timestamp":5,"Executor ID":"3","Removed Reason":"x","Event":"SparkListenerExecutorRemoved"}\r
        """);

    LogReading reading = read(log);

    assertThat(reading.problems()).isEmpty();
    assertThat(facts.only(ExecutorRemoved.class)).isEqualTo(new ExecutorRemoved("3", "x", 5));
  }

  @Test
  void toleratesNullsAndOtherTypesThanExpected() throws IOException {
    Path log = temporary.resolve("app-7");
    Files.writeString(
        log,
        """
        {"Event":"SparkListenerTaskEnd","Stage ID":"x","Task End Reason":null,"Task Info":[1,{"a":2}],"Task Metrics":{"Input Metrics":7,"Result Size":1e3,"JVM GC Time":99999999999999999999}}
        {"Event":"SparkListenerExecutorAdded","Executor ID":4,"Executor Info":{"Total Cores":99999999999}}
        {"Event":"SparkListenerJobEnd","Job ID":1,"Job Result":null}
        """);

    LogReading reading = read(log);

    assertThat(reading.problems()).isEmpty();
    TaskEnded task = facts.only(TaskEnded.class);
    assertThat(task.stageId()).isEqualTo(-1);
    assertThat(task.outcome()).isEqualTo(Outcome.OTHER);
    assertThat(task.metrics().resultBytes()).isEqualTo(1000);
    assertThat(task.metrics().collectionMillis()).isZero();
    assertThat(facts.only(ExecutorAdded.class)).isEqualTo(new ExecutorAdded("", "", 0, 0, 0));
    assertThat(facts.of(JobFailed.class)).isEmpty();
  }
}
