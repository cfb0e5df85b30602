/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.ExecutorRemoved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogFinderTest {
  @TempDir Path temporary;
  private final EventLogFinder finder = new EventLogFinder();

  private Path file(String name) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private String problems() {
    return finder.problems().toString().replace(temporary.toString(), "");
  }

  @Test
  void aFileIsALog() throws IOException {
    Path file = file("app-1");

    finder.add(file);

    assertThat(finder.logs()).hasSize(1);
    assertThat(finder.logs().get(0).inProgress()).isFalse();
    assertThat(finder.logs().get(0).bytes()).isEqualTo(1);
    assertThat(finder.problems()).isEmpty();
  }

  @Test
  void aFileInProgressIsKnownByItsName() throws IOException {
    finder.add(file("app-1.zstd.inprogress"));

    assertThat(finder.logs().get(0).inProgress()).isTrue();
  }

  @Test
  void whatIsNotThereIsTold() {
    finder.add(temporary.resolve("gone"));

    assertThat(problems()).isEqualTo("[/gone: there is no such file or directory]");
  }

  @Test
  void aRollingLogIsOneLogInTheOrderOfItsNumbers() throws IOException {
    file("eventlog_v2_app-1/appstatus_app-1");
    file("eventlog_v2_app-1/events_10_app-1.zstd");
    file("eventlog_v2_app-1/.events_10_app-1.zstd.crc");
    for (int i = 1; i < 10; i++) {
      file("eventlog_v2_app-1/events_" + i + "_app-1.zstd");
    }

    finder.add(temporary.resolve("eventlog_v2_app-1"));

    EventLog log = finder.logs().get(0);
    assertThat(log.files())
        .extracting(path -> path.getFileName().toString())
        .startsWith("events_1_app-1.zstd", "events_2_app-1.zstd")
        .endsWith("events_9_app-1.zstd", "events_10_app-1.zstd");
    assertThat(log.inProgress()).isFalse();
    assertThat(log.bytes()).isEqualTo(10);
    assertThat(finder.problems()).isEmpty();
  }

  @Test
  void aRollingLogIsKnownByItsStatusFileWhereTheDirectoryWasRenamed() throws IOException {
    file("mine/appstatus_app-1.inprogress");
    file("mine/events_1_app-1");

    finder.add(temporary.resolve("mine"));

    assertThat(finder.logs()).hasSize(1);
    assertThat(finder.logs().get(0).inProgress()).isTrue();
  }

  @Test
  void aCompactedFileStandsForAllUpToItsNumber() throws IOException {
    file("eventlog_v2_app-1/appstatus_app-1.inprogress");
    file("eventlog_v2_app-1/events_2_app-1.lz4.compact");
    file("eventlog_v2_app-1/events_4_app-1.lz4.compact");
    file("eventlog_v2_app-1/events_3_app-1.lz4");
    file("eventlog_v2_app-1/events_4_app-1.lz4");
    file("eventlog_v2_app-1/events_5_app-1.lz4");
    file("eventlog_v2_app-1/events_6_app-1.lz4");

    finder.add(temporary.resolve("eventlog_v2_app-1"));

    assertThat(finder.logs().get(0).files())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("events_4_app-1.lz4.compact", "events_5_app-1.lz4", "events_6_app-1.lz4");
    assertThat(finder.problems()).isEmpty();
  }

  @Test
  void aMissingFileOfARollingLogIsTold() throws IOException {
    file("eventlog_v2_app-1/appstatus_app-1");
    file("eventlog_v2_app-1/events_2_app-1");
    file("eventlog_v2_app-1/events_4_app-1");

    finder.add(temporary.resolve("eventlog_v2_app-1"));

    assertThat(finder.logs()).hasSize(1);
    assertThat(problems())
        .isEqualTo(
            "[/eventlog_v2_app-1: events_1_ is missing; the rest is read,"
                + " /eventlog_v2_app-1: events_3_ is missing; the rest is read]");
  }

  @Test
  void anotherDirectoryHoldsOneLogPerFileAndPerRollingLog() throws IOException {
    file("logs/app-2.inprogress");
    file("logs/app-1");
    file("logs/.app-1.crc");
    file("logs/eventlog_v2_app-3/appstatus_app-3");
    file("logs/eventlog_v2_app-3/events_1_app-3");
    file("logs/other/app-4");

    finder.add(temporary.resolve("logs"));

    assertThat(finder.logs())
        .extracting(log -> log.path().getFileName().toString())
        .containsExactly("app-1", "app-2.inprogress", "eventlog_v2_app-3");
    assertThat(finder.problems()).isEmpty();
  }

  @Test
  void directoriesWithoutALogAreTold() throws IOException {
    Files.createDirectories(temporary.resolve("empty"));
    file("far/deeper/app-1");
    file("eventlog_v2_app-1/appstatus_app-1");

    finder.add(temporary.resolve("empty"));
    finder.add(temporary.resolve("far"));
    finder.add(temporary.resolve("eventlog_v2_app-1"));

    assertThat(finder.logs()).isEmpty();
    assertThat(problems())
        .isEqualTo(
            "[/empty: is empty, /far: holds no event log,"
                + " /eventlog_v2_app-1: is a rolling event log without events_<n>_ files]");
  }

  @Test
  void theFilesOfARollingLogAreReadAsOne() throws IOException {
    Path directory = Files.createDirectories(temporary.resolve("eventlog_v2_app-1"));
    Files.writeString(directory.resolve("appstatus_app-1.inprogress"), "");
    String line = "{\"Event\":\"SparkListenerExecutorRemoved\",\"Executor ID\":\"%d\"}\n";
    Files.writeString(directory.resolve("events_1_app-1"), line.formatted(1));
    RealLogs.compress(
        "zstd",
        line.formatted(2).getBytes(StandardCharsets.UTF_8),
        directory.resolve("events_2_app-1.zstd"));
    Files.writeString(directory.resolve("events_3_app-1"), line.formatted(3) + "{\"Event\":\"Spa");

    finder.add(directory);
    RecordedFacts facts = new RecordedFacts();
    LogReading reading = RealLogs.read(finder.logs().get(0), facts);

    assertThat(facts.of(ExecutorRemoved.class))
        .extracting(ExecutorRemoved::executorId)
        .containsExactly("1", "2", "3");
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.notes().toString()).contains("events_3_app-1:2: ends in the middle");
  }
}
