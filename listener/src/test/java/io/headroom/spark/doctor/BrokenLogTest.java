/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.ExecutorRemoved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is told of logs that are cut, damaged or none at all. */
class BrokenLogTest {
  static final List<String> CODECS = RealLogs.CODECS;

  private static final String START =
      "{\"Event\":\"SparkListenerLogStart\",\"Spark Version\":\"4.1.0\"}\n";
  private static final String REMOVED =
      "{\"Event\":\"SparkListenerExecutorRemoved\",\"Timestamp\":5,\"Executor ID\":\"3\","
          + "\"Removed Reason\":\"Command exited with code 137\"}\n";

  @TempDir Path temporary;
  private final RecordedFacts facts = new RecordedFacts();

  private LogReading read(String name, String content) throws IOException {
    return read(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private LogReading read(String name, byte[] content) throws IOException {
    Path file = temporary.resolve(name);
    Files.write(file, content);
    EventLogFinder finder = new EventLogFinder();
    finder.add(file);
    return RealLogs.read(finder.logs().get(0), facts);
  }

  private String only(LogReading reading) {
    assertThat(reading.problems()).hasSize(1);
    return reading.problems().get(0).toString().replace(temporary + "/", "");
  }

  private String onlyNote(LogReading reading) {
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.notes()).hasSize(1);
    return reading.notes().get(0).replace(temporary + "/", "");
  }

  @Test
  void aLineCutInALogInProgressIsUsual() throws IOException {
    LogReading reading = read("app-1.inprogress", START + REMOVED + REMOVED.substring(0, 70));

    assertThat(onlyNote(reading))
        .isEqualTo(
            "app-1.inprogress:3: ends in the middle of this line, as is usual while the application"
                + " runs or after its driver was killed");
    assertThat(facts.of(ExecutorRemoved.class)).hasSize(1);
  }

  @Test
  void aLineCutInAFinishedLogIsAFault() throws IOException {
    LogReading reading = read("app-1", START + REMOVED + REMOVED.substring(0, 70));

    assertThat(only(reading))
        .isEqualTo(
            "app-1:3: ends in the middle of this line, though the application has ended; all before"
                + " it was read");
    assertThat(facts.of(ExecutorRemoved.class)).hasSize(1);
  }

  @Test
  void aLastLineWithoutLineFeedIsAsGoodAsAnyOther() throws IOException {
    LogReading reading = read("app-1", START + REMOVED.strip());

    assertThat(reading.problems()).isEmpty();
    assertThat(facts.of(ExecutorRemoved.class)).hasSize(1);
  }

  @Test
  void aDamagedLineInTheMiddleIsToldAndPassedOver() throws IOException {
    LogReading reading =
        read("app-1", START + REMOVED.replace("\"Timestamp\":5", "\"Timestamp\":#") + REMOVED);

    // Jackson 2.15 points behind the character, later ones at it.
    assertThat(only(reading))
        .matches("(?s)app-1:2: is no valid JSON at column 5[34]: Unexpected character \\('#'.*");
    assertThat(facts.of(ExecutorRemoved.class)).hasSize(1);
  }

  @Test
  void aDamagedLineOfAnEventThatIsNotReadIsToldToo() throws IOException {
    LogReading reading =
        read(
            "app-1.inprogress",
            START + "{\"Event\":\"SparkListenerTaskStart\",\"Stage\n" + REMOVED);

    assertThat(only(reading)).isEqualTo("app-1.inprogress:2: ends in the middle of an event");
    assertThat(facts.of(ExecutorRemoved.class)).hasSize(1);
  }

  @Test
  void twoEventsInOneLineAreTold() throws IOException {
    LogReading reading = read("app-1", START + REMOVED.strip() + REMOVED);

    assertThat(only(reading))
        .isEqualTo("app-1:2: has more after its event: a line feed is missing");
  }

  @Test
  void ofManyDamagedLinesTheFirstAreToldAndTheOthersCounted() throws IOException {
    LogReading reading = read("app-1", START + "rubbish\n".repeat(500) + REMOVED);

    assertThat(reading.problems()).hasSize(11);
    assertThat(reading.problems().get(0).toString())
        .endsWith("app-1:2: is no event: a line of an event log is a JSON object");
    assertThat(reading.problems().get(10).toString())
        .endsWith("app-1: 490 more lines could not be read");
    assertThat(facts.of(ExecutorRemoved.class)).hasSize(1);
  }

  @Test
  void aForeignFileIsToldOnceAndNotReadToItsEnd() throws IOException {
    LogReading reading =
        read("driver.log", "26/11/21 12:50:03 INFO SparkContext: x\n".repeat(100_000));

    assertThat(only(reading))
        .isEqualTo(
            "driver.log:1: this is not a Spark event log: is no event: a line of an event log is a"
                + " JSON object");
    assertThat(reading.lines()).isEqualTo(20);
    assertThat(facts.all()).isEmpty();
  }

  @Test
  void otherJsonIsForeignToo() throws IOException {
    assertThat(only(read("x.json", "{\"a\":1}\n{\"a\":2}\n")))
        .isEqualTo(
            "x.json:1: this is not a Spark event log: is no event: it has no field \"Event\"");
    assertThat(only(read("y.json", "{\n  \"a\": 1\n}\n")))
        .startsWith("y.json:1: this is not a Spark");
  }

  @Test
  void binaryFilesAreForeign() throws IOException {
    byte[] zeros = new byte[3_000_000];

    assertThat(only(read("core", zeros))).startsWith("core:1: this is not a Spark event log");
  }

  @Test
  void anEmptyFileIsToldUnlessItsApplicationHasJustBegun() throws IOException {
    assertThat(only(read("app-1", ""))).isEqualTo("app-1: is empty");
    assertThat(onlyNote(read("app-1.inprogress", "")))
        .isEqualTo("app-1.inprogress: is empty so far");
  }

  @Test
  void aFileThatIsGoneIsTold() {
    Path gone = temporary.resolve("gone");
    EventLog log = new EventLog(gone, List.of(gone), false, 0);

    LogReading reading = RealLogs.read(log, facts);

    assertThat(only(reading)).isEqualTo("gone: cannot be read: there is no such file");
  }

  @ParameterizedTest
  @FieldSource("CODECS")
  void aCutCompressedLogIsReadUpToTheCut(String codec) throws IOException {
    byte[] whole = compressed(codec);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    LogReading ended = read("app-1." + codec, cut);
    assertThat(only(ended))
        .matches(
            "app-1."
                + codec
                + ":\\d+: ends in the middle of its "
                + title(codec)
                + " data,"
                + " though the application has ended; all before it was read");
    assertThat(facts.of(ExecutorRemoved.class)).hasSizeGreaterThan(100);

    LogReading running = read("app-1." + codec + ".inprogress", cut);
    assertThat(onlyNote(running)).contains("as is usual while the application runs");
  }

  @ParameterizedTest
  @FieldSource("CODECS")
  void brokenCompressionIsToldWithTheLineReached(String codec) throws IOException {
    byte[] broken = compressed(codec);
    Arrays.fill(broken, broken.length / 2, broken.length / 2 + 40_000, (byte) 0x5a);

    LogReading reading = read("app-1." + codec, broken);

    assertThat(reading.problems()).isNotEmpty();
    assertThat(reading.problems().toString())
        .contains("app-1." + codec + ":")
        .contains(title(codec))
        .doesNotContain("Exception");
    assertThat(facts.of(ExecutorRemoved.class)).isNotEmpty();
  }

  /** Long enough, and different enough in each line, to take several blocks. */
  private byte[] compressed(String codec) throws IOException {
    StringBuilder content = new StringBuilder(START);
    for (int i = 0; i < 20_000; i++) {
      content.append(REMOVED.replace("137", Integer.toHexString(i * 0x9e3779b9)));
    }
    Path file = temporary.resolve("whole");
    RealLogs.compress(codec, content.toString().getBytes(StandardCharsets.UTF_8), file);
    return Files.readAllBytes(file);
  }

  private static String title(String codec) {
    return codec.equals("gz") ? "gzip" : codec;
  }
}
