/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.headroom.spark.doctor.RealLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {
  @TempDir Path temporary;

  /** What was done to the application, and so the cause to be found first. */
  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("3.5.7-hang-k9", "killed-signal", "possible"),
        arguments("4.1.0-hang-k9", "killed-signal", "possible"),
        arguments("4.2.0-hang-k9", "killed-signal", "possible"),
        arguments("4.1.0-hang-k15", "terminated", null),
        arguments("3.5.7-hang-stop", "heartbeat-unknown", "possible"),
        arguments("4.1.0-hang-stop", "heartbeat-unknown", "possible"),
        // It was decommissioned and then killed; Spark's words tell the first only.
        arguments("4.1.0-hang-pwr9", "decommission", "likely"),
        arguments("3.5.7-heap", "heap-oom", "certain"),
        arguments("4.1.0-heap", "heap-oom", "certain"),
        arguments("4.1.0-heap-exitonoom", "heap-oom", "likely"),
        arguments("3.5.7-wrapped", "heap-oom", "certain"),
        arguments("4.2.0-wrapped", "heap-oom", "certain"),
        arguments("4.1.0-disk", "disk-full", "certain"),
        arguments("4.1.0-result", "result-size", "certain"),
        // Without measurements of Headroom's own it can be no more than possible.
        arguments("4.1.0-native-cgoom", "container-oom-kill", "possible"),
        // Executors with too little direct memory to start with.
        arguments("4.1.0-direct", "startup-failure", null));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tellsWhatWasDoneToARealApplication(String name, String cause, String confidence)
      throws IOException {
    DoctorRun run = DoctorRun.of("--json", RealLogs.log(name).toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    JsonNode application = run.json().get("applications").get(0);
    JsonNode root = incidentOf(application);
    assertThat(root.get("cause").asText()).isEqualTo(cause);
    if (confidence != null) {
      assertThat(root.get("confidence").asText()).isEqualTo(confidence);
    }
  }

  @Test
  void aDecommissionThatLostTasksIsNotTakenForAGracefulOne() {
    DoctorRun run = DoctorRun.of(RealLogs.log("4.1.0-hang-pwr9").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("its tasks were lost, and Spark's words hide how it ended");
  }

  /** The incident that the headline is about. */
  private static JsonNode incidentOf(JsonNode application) {
    for (JsonNode incident : application.get("incidents")) {
      if (application.get("headline").asText().startsWith(incident.get("headline").asText())) {
        return incident;
      }
    }
    throw new AssertionError("no incident has the headline: " + application);
  }

  @Test
  void severalLogsAreToldOneAfterTheOther() {
    DoctorRun run =
        DoctorRun.of(RealLogs.log("4.1.0-heap").toString(), RealLogs.log("4.1.0-disk").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence(
            "cap-heap (app-20261121123637-0000), Spark 4.1.0, 27.1 s",
            "Java heap",
            "[certain: heap-oom]",
            "paste: spark.executor.memory 768m",
            "  Advice\n",
            "    Executors need more memory: Memory was too small (executors lost for want of heap:"
                + " 1). heap = 768 MiB, instead of 512 MiB. [critical: right-size]\n",
            "      paste: spark.executor.memory 768m",
            "cap-disk (app-20261121124716-0000)",
            "[certain: disk-full]",
            "2 applications, 2 with findings, all read.");
  }

  @Test
  void aDirectoryOfLogsIsReadAsAWhole() {
    DoctorRun run = DoctorRun.of("--quiet", RealLogs.directory().toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(16).allMatch(line -> line.startsWith("cap-"));
  }

  @Test
  void anApplicationThatLostNothingIsHealthy() throws IOException {
    Path healthy = healthy();

    DoctorRun run = DoctorRun.of(healthy.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("  Nothing was lost.\n");

    assertThat(DoctorRun.of("--quiet", healthy.toString()).out()).isEmpty();
    JsonNode json = DoctorRun.of("--json", healthy.toString()).json();
    assertThat(json.get("exitCode").asInt()).isZero();
    assertThat(json.get("applications").get(0).get("healthy").asBoolean()).isTrue();
  }

  private Path healthy() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(RealLogs.log("4.1.0-heap"))) {
      if (!line.contains("OutOfMemoryError") && !line.contains("ExecutorRemoved")) {
        lines.add(line);
      }
    }
    return Files.write(temporary.resolve("healthy"), lines);
  }

  @Test
  void whatCannotBeReadIsToldAndTheRestIsReadAllTheSame() throws IOException {
    Path foreign = Files.writeString(temporary.resolve("driver.log"), "26/11/21 INFO x\n");
    Path cut =
        Files.writeString(
            temporary.resolve("cut"),
            Files.readString(RealLogs.log("4.1.0-disk")).substring(0, 130_000));
    Path gone = temporary.resolve("gone");

    DoctorRun run =
        DoctorRun.of(
            foreign.toString(),
            gone.toString(),
            cut.toString(),
            healthy().toString(),
            RealLogs.log("4.1.0-heap").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().replace(temporary + "/", "").lines())
        .containsExactly(
            "doctor: gone: there is no such file or directory",
            "doctor: driver.log:1: this is not a Spark event log: is no event: a line of an event"
                + " log is a JSON object",
            "doctor: cut:39: ends in the middle of this line, though the application has ended; all"
                + " before it was read");
    assertThat(run.out())
        .contains("[certain: heap-oom]", "3 applications, ", "3 problems while reading.")
        .doesNotContain("driver.log");
  }

  @Test
  void anUnreadableInputOutweighsFindings() throws IOException {
    Path foreign = Files.writeString(temporary.resolve("x"), "x\n");

    DoctorRun run =
        DoctorRun.of("--json", foreign.toString(), RealLogs.log("4.1.0-heap").toString());

    assertThat(run.code()).isEqualTo(2);
    JsonNode problem = run.json().get("problems").get(0);
    assertThat(problem.get("file").asText()).isEqualTo(foreign.toString());
    assertThat(problem.get("line").asInt()).isEqualTo(1);
    assertThat(problem.get("message").asText()).startsWith("this is not a Spark event log");
    assertThat(run.json().get("exitCode").asInt()).isEqualTo(2);
  }

  @Test
  void aRunningApplicationsLogIsReadable() throws IOException {
    Path running = temporary.resolve("app-1.inprogress");
    Files.writeString(running, Files.readString(RealLogs.log("4.1.0-heap")).substring(0, 110_000));

    DoctorRun run = DoctorRun.of(running.toString());

    assertThat(run.code()).isLessThan(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("not ended", "note: ", "as is usual while the application runs");
  }

  @Test
  void aPostMortemPageIsWrittenBesideTheText() throws IOException {
    Path page = temporary.resolve("page.md");

    DoctorRun run =
        DoctorRun.of("--markdown", page.toString(), RealLogs.log("4.1.0-heap").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("[certain: heap-oom]");
    assertThat(Files.readString(page))
        .startsWith("# Post-mortem: cap-heap (app-20261121123637-0000), Spark 4.1.0, 27.1 s\n")
        .containsSubsequence(
            "| Date | 2026-11-21 12:36:31 UTC |",
            "| Duration | 27.1 s |",
            "| Data volume | 1 task (1 failed), 0 B read, 0 B shuffled |",
            "| Executors | 1 started, 1 lost or released |",
            "## Root cause",
            "**Java heap full** (certain): ",
            "## What happened",
            "| 2026-11-21 12:36:57 UTC | executor 0 on 127.0.0.1 lost | Java heap full | certain |",
            "## Fix",
            "```properties\n",
            "spark.executor.memory 768m\n```",
            "## Prevention",
            "no measurements");
  }

  @Test
  void aPageThatCannotBeWrittenIsTold() {
    Path page = temporary.resolve("no/such/place.md");

    DoctorRun run =
        DoctorRun.of("--markdown", page.toString(), RealLogs.log("4.1.0-heap").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("doctor: could not write " + page + ": ").hasLineCount(1);
  }

  @Test
  void theJsonDocumentHasTheFieldsThatAreDescribed() throws IOException {
    String described = Files.readString(Path.of("../docs/doctor.md"));
    List<String> missing = new ArrayList<>();

    fieldsOf(DoctorRun.of("--json", RealLogs.directory().toString()).json(), missing, described);

    assertThat(missing).isEmpty();
  }

  private static void fieldsOf(JsonNode node, List<String> missing, String described) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!described.contains("`" + name + "`")) {
                missing.add(name);
              }
              fieldsOf(node.get(name), missing, described);
            });
    if (node.isArray()) {
      node.forEach(element -> fieldsOf(element, missing, described));
    }
  }

  @Test
  void theJsonDocumentKeepsItsForm() throws IOException {
    JsonNode json = DoctorRun.of("--json", RealLogs.log("4.1.0-heap").toString()).json();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("version", "applications", "problems", "exitCode");
    assertThat(json.get("version").asInt()).isEqualTo(1);
    JsonNode application = json.get("applications").get(0);
    assertThat(application.get("id").asText()).isEqualTo("app-20261121123637-0000");
    assertThat(application.get("name").asText()).isEqualTo("cap-heap");
    assertThat(application.get("sparkVersion").asText()).isEqualTo("4.1.0");
    assertThat(application.get("startMillis").asLong()).isEqualTo(1795264591566L);
    assertThat(application.get("endMillis").asLong() - application.get("startMillis").asLong())
        .isEqualTo(application.get("durationMillis").asLong());
    assertThat(application.get("healthy").asBoolean()).isFalse();
    assertThat(application.get("volume").get("failedTasks").asLong()).isEqualTo(1);
    assertThat(application.get("reading").get("bytes").asLong())
        .isEqualTo(Files.size(RealLogs.log("4.1.0-heap")));
    JsonNode incident = application.get("incidents").get(0);
    assertThat(incident.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "kind",
            "executorId",
            "host",
            "timeMillis",
            "failedTasks",
            "consequenceOf",
            "headline",
            "cause",
            "title",
            "confidence",
            "severity",
            "sentence",
            "evidence",
            "advice",
            "settings",
            "alternatives");
    assertThat(incident.get("kind").asText()).isEqualTo("executor-lost");
    assertThat(incident.get("executorId").asText()).isEqualTo("0");
    assertThat(incident.get("settings").findValuesAsText("key")).contains("spark.executor.memory");
  }

  @Test
  void theCommandLineIsExplained() {
    DoctorRun help = DoctorRun.of("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: java -cp").contains("--markdown <file>");

    assertThat(DoctorRun.of("--version").out()).startsWith("Headroom Doctor ");

    assertThat(DoctorRun.of().err()).startsWith("doctor: no event log is given\nUsage: ");
    assertThat(DoctorRun.of().code()).isEqualTo(2);
    assertThat(DoctorRun.of("--jsom", "x").err()).startsWith("doctor: there is no option --jsom\n");
    assertThat(DoctorRun.of("x", "--markdown").err())
        .startsWith("doctor: --markdown needs a file\n");
  }

  @Test
  void aFileMayBeginWithAHyphen() {
    assertThat(DoctorRun.of("--", "-x").err())
        .isEqualTo("doctor: -x: there is no such file or directory\n");
  }
}
