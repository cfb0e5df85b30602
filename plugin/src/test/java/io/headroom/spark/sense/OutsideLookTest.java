/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.headroom.spark.act.ChildJvm;
import io.headroom.spark.record.ProcessLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Looks at real JVMs: one that collects, one that computes, one that is stopped, throttled, gone.
 */
@Timeout(120)
class OutsideLookTest {
  private static final Path ROOT = Path.of("/");

  private Process child;
  private Path group;

  private OutsideLook start(String does, String... flags) throws IOException {
    List<String> all = new ArrayList<>(List.of("-Xmx256m"));
    all.addAll(List.of(flags));
    child = ChildJvm.start(all, GarbageChild.class, does);
    assertThat(child.inputReader().readLine()).isEqualTo("ready");
    return find().orElseThrow();
  }

  private Optional<OutsideLook> find() {
    return OutsideLook.at(
        ROOT, child.pid(), command -> command.contains(GarbageChild.class.getName()));
  }

  private static ProcessLook look(OutsideLook process) {
    return process.look("7", "host-1");
  }

  private void signal(String name) throws Exception {
    String command = "kill -" + name + " " + child.pid();
    assertThat(new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor()).isZero();
  }

  @AfterEach
  void end() throws Exception {
    if (child != null) {
      child.destroyForcibly().waitFor();
    }
    if (group != null) {
      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptions()
          .until(
              () -> {
                Files.delete(group);
                return true;
              });
    }
  }

  @Test
  void aStoppedProcess() throws Exception {
    OutsideLook process = start("compute");
    signal("STOP");
    ProcessLook look = look(process);
    assertThat(look.state()).isEqualTo('T');
    assertThat(look.otherCpuShare()).isLessThan(0.05);
    assertThat(look.collectorCpuShare()).isLessThan(0.05);
    assertThat(look.executorId()).isEqualTo("7");
    assertThat(look.host()).isEqualTo("host-1");
    assertThat(look.pid()).isEqualTo(child.pid());
    assertThat(look.timeMillis())
        .isBetween(System.currentTimeMillis() - 30_000, System.currentTimeMillis());
    signal("CONT");
    assertThat(look(process).state()).isNotEqualTo('T');
  }

  @Test
  void aBusyCollectorOfEachKind() throws Exception {
    for (String collector :
        List.of("-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:+UseZGC")) {
      OutsideLook process = start("collect", collector);
      // The live set is built up first; then collections are all there is.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                ProcessLook look = look(process);
                assertThat(look.collectorCpuShare())
                    .as(collector)
                    .isGreaterThan(0.2)
                    .isGreaterThan(3 * look.otherCpuShare());
              });
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void aThreadThatComputes() throws Exception {
    OutsideLook process = start("compute");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              ProcessLook look = look(process);
              assertThat(look.otherCpuShare()).isGreaterThan(0.2);
              assertThat(look.collectorCpuShare()).isLessThan(0.1);
              assertThat(look.swappedBytes()).isNotNegative();
              assertThat(look.majorFaultsPerSecond()).isNotNegative();
            });
  }

  @Test
  void aProcessThatIsGone() throws Exception {
    OutsideLook process = start("idle");
    assertThat(look(process).state()).isEqualTo('S');
    child.destroyForcibly().waitFor();
    ProcessLook gone = look(process);
    assertThat(gone.state()).isEqualTo('X');
    assertThat(gone.otherCpuShare()).isNaN();
    assertThat(gone.swappedBytes()).isEqualTo(Reading.UNKNOWN);
    assertThat(find()).isEmpty();
  }

  /** A pid of another pid namespace is here another process, or none. */
  @Test
  void anotherProcessOfThatPidIsNotLookedAt() throws Exception {
    start("idle");
    assertThat(OutsideLook.at(ROOT, child.pid(), command -> command.contains("another"))).isEmpty();
    assertThat(OutsideLook.at(ROOT, Integer.MAX_VALUE, command -> true)).isEmpty();
  }

  @Test
  void aThrottledContainer() throws Exception {
    OutsideLook process = start("compute");
    await().atMost(Duration.ofSeconds(30)).until(() -> look(process).otherCpuShare() > 0.2);
    throttle(5);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              ProcessLook look = look(process);
              assertThat(look.throttledShare()).isGreaterThan(0.5);
              assertThat(look.otherCpuShare()).isLessThan(0.3);
            });
  }

  /** Puts the child into a CPU cgroup of its own with so many percent of a CPU. */
  private void throttle(int percent) throws IOException {
    CgroupLocation here =
        CgroupLocator.locate(
            ROOT,
            ProcessHandle.current().pid(),
            KernelFile.text(Path.of("/proc/self/cgroup")),
            KernelFile.text(Path.of("/proc/self/mountinfo")));
    Path parent = here.cpuDir().orElse(Path.of("/sys/fs/cgroup/cpu"));
    Path made = parent.resolve("headroom-look-test-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(made);
      group = made;
      Files.writeString(made.resolve("cpu.cfs_period_us"), "100000");
      Files.writeString(made.resolve("cpu.cfs_quota_us"), Integer.toString(percent * 1000));
      Files.writeString(made.resolve("cgroup.procs"), Long.toString(child.pid()));
    } catch (IOException e) {
      System.out.println("OutsideLookTest.aThrottledContainer not run: " + e);
      abort("not run: no CPU cgroup (v1) of its own can be made: " + e);
    }
  }
}
