/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each collector is called and can do, asked of a JVM that really runs it. */
class CollectorTest {
  /** Prints the collector of its JVM, whether it can give back, and why. */
  public static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      Collector collector =
          Collector.of(
              ManagementFactory.getGarbageCollectorMXBeans().stream()
                  .map(GarbageCollectorMXBean::getName)
                  .toList());
      Capability capability = collector.canGiveBack(VmOptions.ofThisJvm());
      System.out.println(collector + " " + capability.available() + " " + capability.detail());
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          -Xms16m -Xmx64m -XX:+UseG1GC, G1 true
          -Xms64m -Xmx64m -XX:+UseG1GC, G1 false the minimum heap is the maximum
          -Xms16m -Xmx64m -XX:+UseSerialGC, SERIAL true
          -Xms64m -Xmx64m -XX:+UseSerialGC, SERIAL false the minimum heap is the maximum
          -Xms16m -Xmx64m -XX:+UseParallelGC, PARALLEL false
          -Xms16m -Xmx64m -XX:+UseZGC, ZGC false ZUncommitDelay is 300 s
          -Xms16m -Xmx64m -XX:+UseZGC -XX:ZUncommitDelay=2, ZGC true
          -Xms16m -Xmx64m -XX:+UseZGC -XX:-ZUncommit, ZGC false ZUncommit is off
          """)
  void aRealJvmSaysWhatItCanDo(String flags, String expected) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.split(" ", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(said).startsWith(expected);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void namesOfBeans() {
    assertThat(Collector.of(List.of("Shenandoah Cycles", "Shenandoah Pauses")))
        .isEqualTo(Collector.SHENANDOAH);
    assertThat(Collector.of(List.of("ZGC Minor Cycles", "ZGC Major Cycles")))
        .isEqualTo(Collector.ZGC);
    assertThat(Collector.of(List.of("Epsilon Heap"))).isEqualTo(Collector.UNKNOWN);
    assertThat(Collector.of(List.of())).isEqualTo(Collector.UNKNOWN);
  }

  @Test
  void aJvmWithoutTheseFlagsIsJudgedByItsCollectorAlone() {
    VmOptions none = new VmOptions(name -> java.util.Optional.empty());
    assertThat(Collector.G1.canGiveBack(none).available()).isTrue();
    assertThat(Collector.ZGC.canGiveBack(none).available()).isFalse();
    assertThat(Collector.SHENANDOAH.canGiveBack(none).available()).isTrue();
    assertThat(Collector.UNKNOWN.canGiveBack(none).available()).isFalse();
    assertThat(new VmOptions(name -> java.util.Optional.of("lots")).number("MaxHeapSize"))
        .isEqualTo(Reading.UNKNOWN);
  }
}
