/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.IncidentBuilder.incident;
import static io.headroom.spark.explain.IncidentBuilder.lost;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.IncidentBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real runs wrote: the removals, failed tasks and failed jobs of one event log each, named
 * version-scenario, with no report of Headroom's. Sets the least that each must come to.
 */
class RealLogsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "3.5.7-hang-k9, killed-signal, POSSIBLE",
    "4.1.0-hang-k9, killed-signal, POSSIBLE",
    "4.2.0-hang-k9, killed-signal, POSSIBLE",
    "4.1.0-native-cgoom, killed-signal, POSSIBLE",
    "4.1.0-hang-k15, terminated, LIKELY",
    "3.5.7-hang-stop, heartbeat-unknown, POSSIBLE",
    "4.1.0-hang-stop, heartbeat-unknown, POSSIBLE",
    "4.1.0-hang-pwr9, decommission, LIKELY",
    "3.5.7-heap, heap-oom, CERTAIN",
    "4.1.0-heap, heap-oom, CERTAIN",
    "3.5.7-wrapped, heap-oom, CERTAIN",
    "4.2.0-wrapped, heap-oom, CERTAIN",
    "4.1.0-heap-exitonoom, heap-oom, POSSIBLE",
    "4.1.0-direct, startup-failure, LIKELY",
    "4.1.0-disk, disk-full, CERTAIN",
    "4.1.0-result, result-size, CERTAIN"
  })
  void plainLog(String name, String cause, String confidence) throws IOException {
    Finding top = incidentOf(name).top();
    assertThat(top.causeId() + " " + top.confidence()).isEqualTo(cause + " " + confidence);
  }

  @Test
  void sparksOwnPeaksTellTheCgroupKill() throws IOException {
    Finding top = incidentOf("4.1.0-native-cgoom").profile(512, 384, 0, 0).peaks(58, 993, 0).top();
    assertThat(top.causeId()).isEqualTo("container-oom-kill");
  }

  @Test
  void kubernetes() throws IOException {
    assertThat(lost(text("k8s-4.1.0-oomkilled.txt")).on(ClusterManager.KUBERNETES).top().causeId())
        .isEqualTo("container-oom-kill");
    Finding evicted = lost(text("k8s-4.1.0-evicted.txt")).on(ClusterManager.KUBERNETES).top();
    assertThat(evicted.causeId()).isEqualTo("memory-eviction");
    assertThat(evicted.sentence()).contains("using 900Mi", "requested 512Mi");
  }

  private static IncidentBuilder incidentOf(String name) throws IOException {
    List<String> lines = text(name + ".jsonl").lines().toList();
    String version = name.substring(0, name.indexOf('-'));
    IncidentBuilder builder = incident();
    boolean lost = false;
    boolean ran = false;
    for (String line : lines) {
      JsonNode event = JSON.readTree(line);
      JsonNode reason = event.path("Task End Reason");
      if (event.path("Event").asText().equals("SparkListenerExecutorRemoved") && !lost) {
        builder = copyRemoval(event);
        lost = true;
      } else if (reason.path("Reason").asText().equals("ExceptionFailure")) {
        ran = true;
      }
    }
    for (String line : lines) {
      addTo(builder, JSON.readTree(line));
    }
    boolean tasks = lines.stream().anyMatch(line -> line.contains("SparkListenerTaskEnd"));
    if (!lost) {
      builder.kind(ran ? Incident.Kind.TASKS_FAILED : Incident.Kind.JOB_FAILED);
    }
    return tasks ? builder.spark(version) : builder.spark(version).neverRan();
  }

  private static IncidentBuilder copyRemoval(JsonNode event) {
    return lost(event.path("Removed Reason").asText());
  }

  private static void addTo(IncidentBuilder builder, JsonNode event) {
    JsonNode reason = event.path("Task End Reason");
    switch (reason.path("Reason").asText()) {
      case "ExceptionFailure" ->
          builder.exception(
              reason.path("Class Name").asText(),
              reason.path("Description").asText(),
              reason.path("Full Stack Trace").asText());
      case "ExecutorLostFailure" -> builder.lostTask(reason.path("Loss Reason").asText());
      default -> {
        String message = event.path("Job Result").path("Exception").path("Message").asText();
        if (!message.isEmpty()) {
          builder.message(message);
        }
      }
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = RealLogsTest.class.getResourceAsStream("/causes/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
