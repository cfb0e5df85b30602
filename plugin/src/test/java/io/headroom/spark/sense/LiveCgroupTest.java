/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.headroom.spark.sense.SlowSample.CgroupMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The readers on the running kernel: a child process in a memory cgroup of its own, made below the
 * own one and removed again. Where that cannot be made the tests are skipped, and say why.
 */
class LiveCgroupTest {
  private static final long MIB = 1 << 20;

  @TempDir Path dir;
  private Path group;
  private CgroupV1Memory cgroup;
  private Process child;

  @BeforeEach
  void makeGroup() {
    CgroupLocation here =
        CgroupLocator.locate(
            Path.of("/"),
            ProcessHandle.current().pid(),
            KernelFile.text(Path.of("/proc/self/cgroup")),
            KernelFile.text(Path.of("/proc/self/mountinfo")));
    if (here.kind() != CgroupLocation.Kind.V1) {
      skip("the memory controller here is not on cgroup v1: " + here.why());
    }
    group =
        here.memoryDirs().get(0).resolve("headroom-sense-test-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(256 * MIB));
    } catch (IOException e) {
      skip("no memory cgroup can be made below the own one: " + e);
    }
    List<Path> chain = new ArrayList<>(List.of(group));
    chain.addAll(here.memoryDirs());
    cgroup = new CgroupV1Memory(chain);
  }

  private static void skip(String reason) {
    System.out.println("LiveCgroupTest not run: " + reason);
    abort("not run: " + reason);
  }

  @AfterEach
  void removeGroup() throws Exception {
    if (child != null) {
      child.destroyForcibly().waitFor();
    }
    if (cgroup != null) {
      cgroup.close();
    }
    if (group != null && Files.isDirectory(group)) {
      // A group can be removed a moment after its last process has ended.
      await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> remove(group));
    }
  }

  private static boolean remove(Path group) throws IOException {
    Files.delete(group);
    return true;
  }

  /** Runs Python in the group; it prints a line after each step and waits for one to go on. */
  private BufferedReader python(String... steps) throws IOException {
    String program =
        "import mmap, os, sys, tempfile\n"
            + String.join("\nprint('done', flush=True); sys.stdin.readline()\n", steps)
            + "\nprint('done', flush=True); sys.stdin.readline()\n";
    child =
        new ProcessBuilder(
                "sh",
                "-c",
                "echo $$ > '" + group + "/cgroup.procs' && exec python3 -c \"$0\"",
                program)
            .directory(dir.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return child.inputReader(StandardCharsets.UTF_8);
  }

  private void goOn() throws IOException {
    child.outputWriter(StandardCharsets.UTF_8).write("\n");
    child.outputWriter(StandardCharsets.UTF_8).flush();
  }

  private FastSample fast() {
    FastSample sample = new FastSample();
    cgroup.readFast(sample);
    return sample;
  }

  @Test
  void tmpfsAndAnonymousMemoryAreHardAndAMappedFileIsNot() throws Exception {
    // The tmpfs file has no name, so nothing of it is left whatever happens to the process.
    BufferedReader out =
        python(
            "pass",
            "anon = bytearray(32 << 20)",
            "shm = tempfile.TemporaryFile(dir='/dev/shm'); shm.write(bytes(24 << 20)); shm.flush()",
            """
            with open('cached', 'wb') as f:
                f.write(bytes(48 << 20)); f.flush(); os.fsync(f.fileno())
            f = open('cached', 'rb')
            m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)
            total = sum(m[i] for i in range(0, len(m), 4096))
            """);
    assertThat(out.readLine()).isEqualTo("done");
    FastSample start = fast();
    assertThat(start.limitBytes).isEqualTo(256 * MIB);
    assertThat(start.hardBytes).isBetween(MIB, 40 * MIB);
    goOn();
    assertThat(out.readLine()).isEqualTo("done");
    FastSample anon = fast();
    assertThat(anon.hardBytes - start.hardBytes).isBetween(30 * MIB, 36 * MIB);
    goOn();
    assertThat(out.readLine()).isEqualTo("done");
    FastSample shmem = fast();
    // The bytes written from are anonymous for a moment; what stays is the tmpfs file.
    assertThat(shmem.hardBytes - anon.hardBytes).isBetween(22 * MIB, 30 * MIB);
    assertThat(cgroup.breakdown().shmemBytes()).isBetween(24 * MIB, 25 * MIB);
    goOn();
    assertThat(out.readLine()).isEqualTo("done");
    FastSample cached = fast();
    CgroupMemory breakdown = cgroup.breakdown();
    assertThat(breakdown.pageCacheBytes()).isGreaterThanOrEqualTo(48 * MIB);
    assertThat(breakdown.lockedFileBytes()).isLessThan(MIB);
    assertThat(cached.usageBytes - shmem.usageBytes).isGreaterThan(45 * MIB);
    assertThat(cached.hardBytes - shmem.hardBytes).isLessThan(6 * MIB);
  }

  @Test
  void aChangedLimitIsSeenAtTheNextSample() throws Exception {
    assertThat(fast().limitBytes).isEqualTo(256 * MIB);
    Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(128 * MIB));
    assertThat(fast().limitBytes).isEqualTo(128 * MIB);
    Files.writeString(group.resolve("memory.limit_in_bytes"), "-1");
    assertThat(fast().limitBytes).isGreaterThan(128 * MIB);
  }

  @Test
  void aRealOomKillIsCounted() throws Exception {
    Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(48 * MIB));
    Path memsw = group.resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(memsw)) {
      Files.writeString(memsw, Long.toString(48 * MIB));
    }
    assertThat(fast().oomKills).isZero();
    python("data = bytearray(200 << 20)");
    assertThat(child.waitFor()).isEqualTo(128 + 9);
    assertThat(fast().oomKills).isEqualTo(1);
  }

  @Test
  void aRemovedGroupIsUnknownAndNotZero() throws Exception {
    assertThat(fast().hardBytes).isNotNegative();
    await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> remove(group));
    FastSample gone = fast();
    assertThat(gone.hardBytes).isEqualTo(Reading.UNKNOWN);
    assertThat(gone.limitBytes).isEqualTo(Reading.UNKNOWN);
    assertThat(gone.usageBytes).isEqualTo(Reading.UNKNOWN);
    assertThat(gone.oomKills).isEqualTo(Reading.UNKNOWN);
    assertThat(cgroup.breakdown().anonBytes()).isEqualTo(Reading.UNKNOWN);
    assertThat(cgroup.hardMemory().available()).isFalse();
  }

  @Test
  void readsItsOwnProcessOnTheLiveHost() {
    try (MemorySense sense = MemorySense.open(OptionalLong.of(8L << 30))) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      SlowSample slow = sense.readSlow(true);
      assertThat(sample.limitBytes).isPositive();
      assertThat(sample.hardBytes).isGreaterThan(slow.jvm().heapUsedBytes() / 4);
      assertThat(slow.host().availableBytes()).isPositive().isLessThan(slow.host().totalBytes());
      assertThat(slow.processes().otherBytes()).isNotNegative();
      assertThat(sense.capabilities())
          .extracting(Capability::name)
          .contains("cgroup memory limit", "hard memory", "process tree", "heap return");
    }
  }
}
