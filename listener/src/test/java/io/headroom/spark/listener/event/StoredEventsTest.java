/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ActionTaken;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.ProcessLook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Test;

/**
 * Lines as version 1 wrote them into event logs. They are never written anew: whatever comes later
 * reads them, and reads the same.
 */
class StoredEventsTest {
  private static final Path LINES = Path.of("src/test/resources/events/v1/events.jsonl");
  private static final long MIB = 1 << 20;
  private static final long TIME = 1_795_264_591_600L;

  static final ExecutorReport DRIVER =
      new ExecutorReport(
          "driver",
          "10.4.0.2",
          17,
          TIME + 200,
          "CALM",
          "HOST",
          new ExecutorReport.Memory(
              600 * MIB,
              -1,
              640 * MIB,
              -1,
              0.25,
              0,
              Double.POSITIVE_INFINITY,
              200 * MIB,
              512 * MIB,
              1024 * MIB,
              64 * MIB,
              -1,
              -1,
              0,
              0,
              2048 * MIB,
              0),
          new ExecutorReport.Jvm("Serial", 100 * MIB, 60 * MIB, 20 * MIB, 8 * MIB, 0, 40, 12, 150),
          new ExecutorReport.Stalls(
              Double.NaN, Double.NaN, 0, Double.NaN, 0, 0, Double.NaN, 0, true),
          new ExecutorReport.Tasks(0, 0, 0, 0, 0, 0, 0, 0, 0),
          new ExecutorReport.Cost(16, 100_000_000L, 1_200_000_000L),
          List.of("no cgroup: the host's memory is the limit"));

  static final ExecutorReport EXECUTOR =
      new ExecutorReport(
          "3",
          "10.4.0.7",
          4711,
          TIME,
          "SHED",
          "LIMIT",
          new ExecutorReport.Memory(
              3_840 * MIB,
              4_505 * MIB,
              3_968 * MIB,
              4_608 * MIB,
              0.85,
              256.0 * MIB,
              1.5,
              1_792 * MIB,
              2_048 * MIB,
              2_560 * MIB,
              192 * MIB,
              512 * MIB,
              640 * MIB,
              3 * MIB,
              1_600 * MIB,
              5_120 * MIB,
              1),
          new ExecutorReport.Jvm(
              "G1", 1_600 * MIB, 128 * MIB, 62 * MIB, 96 * MIB, 0, 104, 288, 2_560),
          new ExecutorReport.Stalls(0.032, 0.016, 0.128, 0.512, 131_072, 65_536, 9, 120, false),
          new ExecutorReport.Tasks(2, 1, 2, 4, 5, 7, 1, 10_000_000L, 10_000_000L),
          new ExecutorReport.Cost(96, 300_000_000L, 89_600_000_000L),
          List.of());

  static final List<Object> FACTS =
      List.of(
          EXECUTOR,
          DRIVER,
          new RecordedDiagnosis(
              "executor-3",
              "EXECUTOR_LOST",
              "3",
              "10.4.0.7",
              TIME + 900,
              4,
              1,
              "",
              List.of(
                  new Finding(
                      "container-oom-kill",
                      Confidence.CERTAIN,
                      Severity.WARNING,
                      "The kernel killed it at its container's limit of 4505 MiB.",
                      List.of("kernel log: Killed process 4711 (java)"),
                      List.of("Give it more memory beside the heap."),
                      List.of(
                          new Setting(
                              "spark.executor.memoryOverhead", "2g", "peak 3968 MiB, heap 2560"))),
                  new Finding(
                      "unknown",
                      Confidence.POSSIBLE,
                      Severity.WARNING,
                      "The cause cannot be told.",
                      List.of(),
                      List.of(),
                      List.of()))),
          new ActionTaken("3", "10.4.0.7", TIME + 100, "shed", "TID 81 for 300 MiB"),
          new CapabilityNote("driver", TIME + 5, "/dev/kmsg is not readable here"),
          new KernelKill(
              "10.4.0.7",
              TIME + 600,
              KernelKill.Scope.CGROUP,
              4711,
              "java",
              "/kubepods/pod1",
              "/kubepods/pod1/c1",
              3_700 * MIB,
              -1,
              512 * MIB),
          new ProcessLook(
              "3", "10.4.0.7", 4711, TIME + 300, 'D', 90 * MIB, 12.5, 0.25, Double.NaN, 0.5));

  @Test
  void versionOneIsReadForEver() throws Exception {
    Told told = new Told();
    EventReplay replay = new EventReplay(told);
    for (String line : Files.readAllLines(LINES)) {
      replay.replay((HeadroomEvent) JsonProtocol.sparkEventFromJson(line));
    }

    assertThat(told.told).containsExactlyElementsOf(FACTS);
  }
}
