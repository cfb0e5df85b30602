/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headroom.spark.record.Application;
import io.headroom.spark.record.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusFilesTest {
  /** The ids that were fixed before the cases were labelled and the causes written. */
  private static final Set<String> CAUSES =
      Set.of(
          ("container-oom-kill yarn-physical-memory yarn-virtual-memory node-oom-kill "
                  + "memory-eviction disk-eviction node-lost preemption deleted killed-by-driver "
                  + "decommission python-oom-kill python-memory-limit python-crash heap-oom "
                  + "gc-overhead metaspace direct-memory native-threads native-allocation "
                  + "spill-merge execution-memory disk-full local-dir state-store-memory "
                  + "heartbeat-swap heartbeat-gc heartbeat-throttled heartbeat-stopped "
                  + "heartbeat-thread-dead heartbeat-driver heartbeat-network heartbeat-unknown "
                  + "driver-unreachable startup-failure too-many-failures fetch-failed driver-oom "
                  + "result-size killed-signal terminated native-crash uncaught-exception vanished "
                  + "driver-gone task-reaper stale-executor unknown")
              .split(" "));

  static List<CorpusCase> all() {
    return Stream.concat(CorpusCase.open().stream(), CorpusCase.heldOut().stream()).toList();
  }

  @Test
  void hasEnoughCasesAndFifteenHeldOut() {
    assertThat(CorpusCase.open()).hasSizeGreaterThanOrEqualTo(75 - 15);
    assertThat(CorpusCase.heldOut()).hasSize(15);
    assertThat(all()).extracting(CorpusCase::name).doesNotHaveDuplicates();
  }

  @Test
  void coversEveryCauseWithAnOpenCase() {
    Set<String> covered = new HashSet<>();
    CorpusCase.open().forEach(one -> covered.add(one.label().cause()));
    assertThat(covered).containsExactlyInAnyOrderElementsOf(CAUSES);
    assertThat(covered).containsAll(Causes.ALL.stream().map(Cause::id).toList());
  }

  @Test
  void coversEveryVersionAndManager() {
    assertThat(all())
        .extracting(one -> one.json().get("spark").asText().substring(0, 3))
        .contains("3.5", "4.0", "4.1", "4.2");
    assertThat(all())
        .extracting(one -> one.json().get("manager").asText())
        .contains("STANDALONE", "YARN", "KUBERNETES", "LOCAL");
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysWhereItIsFrom(CorpusCase one) {
    JsonNode json = one.json();
    assertThat(one.name()).matches("[a-z0-9]+([.-][a-z0-9]+)+");
    assertThat(json.get("spark").asText()).matches("(3\\.5|4\\.[0-2])\\.\\d");
    assertThat(json.get("source").asText())
        .matches("(measured|spark source|user report|HotSpot|kernel|made up).*")
        .doesNotContainPattern("://|www\\.");
    List<CorpusFact> facts = one.facts();
    for (CorpusFact fact : facts) {
      assertThat(fact.timeMillis()).as(fact.toString()).isPositive();
      if (fact.argument() instanceof Application application) {
        assertThat(application.sparkVersion()).isEqualTo(json.get("spark").asText());
      }
      if (fact.argument() instanceof Environment environment) {
        assertThat(ClusterManager.of(environment.spark().get("spark.master")))
            .isEqualTo(ClusterManager.valueOf(json.get("manager").asText()));
      }
    }
    assertThat(facts)
        .extracting(fact -> fact.method().getName())
        .contains("application", "environment");
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasALabelThatCanBeMet(CorpusCase one) {
    CorpusLabel label = one.label();
    assertThat(label.cause()).isIn(CAUSES);
    assertThat(label.notCertain()).isSubsetOf(CAUSES).doesNotContain(label.cause());
    assertThat(label.alsoTrue()).isSubsetOf(CAUSES).noneMatch(label.notCertain()::contains);
    assertThat(label.alike()).isSubsetOf(CAUSES);
    assertThat(label.confidence()).isNotEmpty();
    assertThat(label.why()).isNotBlank();
    if (!label.alike().isEmpty()) {
      assertThat(label.confidence()).contains(Confidence.POSSIBLE);
    }
    if (label.incident() != null && label.incident().executorId() != null) {
      assertThat(one.json().get("facts").toString())
          .contains("\"executorId\":\"" + label.incident().executorId() + "\"");
    }
  }

  @Test
  void keepsEveryEventLogBesideItsCase() throws IOException {
    Set<String> named = new HashSet<>();
    for (CorpusCase one : all()) {
      if (one.json().has("eventLog")) {
        Path log = one.file().resolveSibling(one.json().get("eventLog").asText());
        assertThat(log).isRegularFile();
        named.add(log.getFileName().toString());
      }
    }
    try (Stream<Path> files = Files.list(CorpusCase.directory())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".eventlog"))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }
}
