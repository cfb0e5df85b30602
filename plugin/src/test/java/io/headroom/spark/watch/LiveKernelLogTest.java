/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.KernelKill.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Has the kernel kill a process in a cgroup of its own, and finds it in the kernel's log. */
@Timeout(120)
class LiveKernelLogTest {
  private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");
  private static final String LIMIT = Integer.toString(48 << 20);

  private final List<KernelKill> kills = new CopyOnWriteArrayList<>();
  private Path group;

  private KernelKillWatch watch() {
    return new KernelKillWatch(true, "this-host", kills::add, new OwnCost());
  }

  private static boolean running() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("headroom-kernel-log"));
  }

  private static void skip(String reason) {
    System.out.println("LiveKernelLogTest not run: " + reason);
    abort("not run: " + reason);
  }

  @BeforeEach
  void makeGroup() {
    try (KernelKillWatch watch = watch()) {
      if (!watch.capability().available()) {
        skip(watch.capability().toString());
      }
    }
    Path made = MEMORY.resolve("headroom-kmsg-test-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(made);
      group = made;
      Files.writeString(made.resolve("memory.limit_in_bytes"), LIMIT);
      if (Files.exists(made.resolve("memory.memsw.limit_in_bytes"))) {
        Files.writeString(made.resolve("memory.memsw.limit_in_bytes"), LIMIT);
      }
    } catch (IOException e) {
      skip("no memory cgroup (v1) can be made: " + e);
    }
  }

  @AfterEach
  void removeGroup() {
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
    assertThat(running()).isFalse();
  }

  /** Returns the pid of a Python process that the kernel has killed. */
  private long killOne() throws Exception {
    Process victim =
        new ProcessBuilder(
                "sh",
                "-c",
                "echo $$ > '"
                    + group
                    + "/cgroup.procs' && exec python3 -c 'b = bytearray(200 << 20)'")
            .start();
    assertThat(victim.waitFor()).isEqualTo(128 + 9);
    return victim.pid();
  }

  private KernelKill kill(long pid) {
    return kills.stream().filter(kill -> kill.pid() == pid).findFirst().orElse(null);
  }

  @Test
  void aKillIsHeardAtOnce() throws Exception {
    try (KernelKillWatch watch = watch()) {
      watch.start();
      await().atMost(Duration.ofSeconds(10)).until(LiveKernelLogTest::running);
      long before = System.currentTimeMillis();
      long pid = killOne();
      await().atMost(Duration.ofSeconds(10)).until(() -> kill(pid) != null);
      KernelKill kill = kill(pid);
      assertThat(kill.scope()).isEqualTo(Scope.CGROUP);
      assertThat(kill.command()).isEqualTo("python3");
      assertThat(kill.cgroup()).endsWith(group.getFileName().toString());
      assertThat(kill.taskCgroup()).isEqualTo(kill.cgroup());
      assertThat(kill.anonBytes()).isBetween(20L << 20, 48L << 20);
      assertThat(kill.host()).isEqualTo("this-host");
      assertThat(kill.timeMillis()).isBetween(before - 2_000, System.currentTimeMillis() + 2_000);
      assertThat(watch.capability().available()).isTrue();
    }
  }

  /** A replacement executor must tell what ended the one before it. */
  @Test
  void aKillOfTheLastMinutesIsToldToo() throws Exception {
    long before = System.currentTimeMillis();
    long pid = killOne();
    long after = System.currentTimeMillis();
    try (KernelKillWatch watch = watch()) {
      watch.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> kill(pid) != null);
      assertThat(kill(pid).timeMillis()).isBetween(before - 5_000, after + 5_000);
      assertThat(kills)
          .allMatch(kill -> kill.timeMillis() > before - Duration.ofMinutes(11).toMillis());
    }
  }

  @Test
  void whereItMayNotBeReadTheReasonIsSaid() {
    try (KernelKillWatch off = new KernelKillWatch(false, "h", kills::add, new OwnCost())) {
      off.start();
      assertThat(off.capability().toString()).contains("unavailable", "spark.headroom.kernelLog");
    }
  }
}
