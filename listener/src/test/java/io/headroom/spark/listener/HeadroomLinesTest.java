/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headroom.spark.doctor.RealLogs;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.listener.event.EventWriter;
import io.headroom.spark.listener.event.RecordedDiagnosis;
import io.headroom.spark.record.KernelKill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of applications that ran with Headroom hold more than Spark's own words. */
class HeadroomLinesTest {
  /** When executor 0 of the log was removed. */
  private static final long END = 1795265516251L;

  @TempDir Path temporary;

  private JsonNode incident(HeadroomEvent... events) throws IOException {
    Path log = temporary.resolve("app-1");
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(RealLogs.log("4.1.0-native-cgoom"))) {
      if (line.contains("SparkListenerApplicationEnd")) {
        for (HeadroomEvent event : events) {
          lines.append(json(event)).append('\n');
        }
      }
      lines.append(line).append('\n');
    }
    Files.writeString(log, lines);
    DoctorRun run = DoctorRun.of("--json", log.toString());
    assertThat(run.err()).isEmpty();
    JsonNode incidents = run.json().get("applications").get(0).get("incidents");
    assertThat(incidents).hasSize(1);
    return incidents.get(0);
  }

  /** As Spark writes it: the class's name first. */
  private static String json(HeadroomEvent event) throws IOException {
    String fields = new ObjectMapper().writeValueAsString(event.fields());
    return "{\"Event\":\"" + HeadroomEvent.NAME + "\"," + fields.substring(1);
  }

  @Test
  void aKernelKillThatWasSeenMakesItCertain() throws IOException {
    KernelKill kill =
        new KernelKill(
            "127.0.0.1",
            END - 200,
            KernelKill.Scope.CGROUP,
            6856,
            "java",
            "/hr-ud",
            "/hr-ud",
            1117028L << 10,
            23768L << 10,
            0);

    JsonNode incident = incident(EventWriter.kernelKill(kill));

    assertThat(incident.get("cause").asText()).isEqualTo("container-oom-kill");
    assertThat(incident.get("confidence").asText()).isNotEqualTo("possible");
  }

  @Test
  void whatWasToldLiveIsToldAgainWhereItIsNoLessSure() throws IOException {
    Finding live =
        new Finding(
            "node-oom-kill",
            Confidence.CERTAIN,
            Severity.WARNING,
            "The kernel killed it: the whole node was out of memory.",
            List.of("seen"),
            List.of("do"),
            List.of());

    JsonNode incident = incident(EventWriter.diagnosis(told(live)));

    assertThat(incident.get("cause").asText()).isEqualTo("node-oom-kill");
    assertThat(incident.get("sentence").asText()).isEqualTo(live.sentence());
  }

  @Test
  void whatWasToldLiveGivesWayToWhatIsSurer() throws IOException {
    Finding unsure =
        new Finding(
            "vanished",
            Confidence.POSSIBLE,
            Severity.WARNING,
            "Gone.",
            List.of(),
            List.of(),
            List.of());
    Path log = RealLogs.log("4.1.0-heap");
    Path with = temporary.resolve("app-2");
    Files.writeString(
        with, Files.readString(log) + json(EventWriter.diagnosis(told(unsure))) + "\n");

    JsonNode json = DoctorRun.of("--json", with.toString()).json();

    assertThat(json.get("applications").get(0).get("incidents").get(0).get("cause").asText())
        .isEqualTo("heap-oom");
  }

  private static RecordedDiagnosis told(Finding finding) {
    return new RecordedDiagnosis(
        "lost-0", "EXECUTOR_LOST", "0", "127.0.0.1", END, 1, 1, "", List.of(finding));
  }

  @Test
  void anEventOfALaterVersionIsPassedOver() throws IOException {
    JsonNode incident =
        incident(
            HeadroomEvent.of(new ObjectMapper().readTree("{\"v\":99,\"kind\":\"new\",\"x\":[1]}")));

    assertThat(incident.get("cause").asText()).isEqualTo("container-oom-kill");
    assertThat(incident.get("confidence").asText()).isEqualTo("possible");
  }
}
