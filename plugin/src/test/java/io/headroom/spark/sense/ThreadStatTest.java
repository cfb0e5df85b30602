/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadStatTest {
  private static final String LINE =
      "4711 (G1 Conc#0 (x)) D 1 4711 4711 0 -1 1077936192 100 7 55 9 1200 34 5 6 20 0 40 0 991122"
          + " 4172283904 250000 18446744073709551615\n";

  @Test
  void takesFieldsByTheirPlace() {
    assertThat(ThreadStat.parse(LINE))
        .isEqualTo(new ThreadStat("G1 Conc#0 (x)", 'D', 55, 1234, 991122));
  }

  @Test
  void aLineThatIsCutOffGivesAllOrNothing() {
    ThreadStat whole = ThreadStat.parse(LINE);
    for (int length = 0; length < LINE.length(); length++) {
      ThreadStat cut = ThreadStat.parse(LINE.substring(0, length));
      assertThat(cut == null || cut.equals(whole)).as("the first %d characters", length).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ")(", "1 (a) SS 1", "1 (a) S - - - - - - - - - - - - - - - - - - - -"})
  void whatIsNoStatLineIsNone(String line) {
    assertThat(ThreadStat.parse(line)).isNull();
  }

  /** The names are the JVM's own: this very one must show some. */
  @Test
  void knowsTheCollectorsThreadsOfThisJvm() throws Exception {
    List<String> commands;
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      commands =
          tasks
              .map(task -> ThreadStat.parse(KernelFile.text(task.resolve("stat"))))
              .filter(stat -> stat != null)
              .map(ThreadStat::command)
              .toList();
    }
    List<String> collectors = commands.stream().filter(CollectorThread::is).toList();
    assertThat(collectors).contains("VM Thread");
    if (Collector.of(
            ManagementFactory.getGarbageCollectorMXBeans().stream().map(b -> b.getName()).toList())
        == Collector.G1) {
      assertThat(collectors).contains("GC Thread#0", "G1 Main Marker", "G1 Service");
    }
    assertThat(commands).contains("java", "Signal Dispatch");
    assertThat(collectors).doesNotContain("java", "Signal Dispatch", "C2 CompilerThre");
  }
}
