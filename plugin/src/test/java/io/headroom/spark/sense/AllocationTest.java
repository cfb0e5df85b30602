/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fast sample costs no heap, and an open sense holds no more files than it closes. */
class AllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int CALLS = 10_000;
  private static final int ROUNDS = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path dir;

  /**
   * The least of a few rounds: the JVM itself puts some hundred bytes on a thread's account once in
   * a while (a recompilation), where a reader that allocates does so in every round.
   */
  private static long bytesAllocatedBy(MemorySense sense) {
    FastSample sample = new FastSample();
    for (int i = 0; i < WARM_UP; i++) {
      sense.readFast(sample);
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > 0; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        sense.readFast(sample);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void theMeasureWorks() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    byte[] some = new byte[100_000];
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isGreaterThanOrEqualTo(some.length);
  }

  @Test
  void nothingOnTheLiveHost() {
    try (MemorySense sense = MemorySense.open(OptionalLong.empty())) {
      assertThat(bytesAllocatedBy(sense)).isZero();
    }
    try (MemorySense sense = MemorySense.open(OptionalLong.of(1L << 30))) {
      assertThat(bytesAllocatedBy(sense)).isZero();
    }
  }

  @Test
  void nothingOnEitherVersionNorWithoutOne() {
    for (String state : new String[] {"cgroup-v1/10-anon-50pct", "cgroup-v2/10-anon-50pct"}) {
      try (MemorySense sense = FixtureHost.of(dir.resolve(state), state).sense()) {
        assertThat(bytesAllocatedBy(sense)).as(state).isZero();
      }
    }
    FixtureHost bare =
        FixtureHost.empty(dir).write("proc/meminfo", "MemTotal: 9 kB\nMemAvailable: 5 kB\n");
    try (MemorySense sense = bare.sense()) {
      assertThat(bytesAllocatedBy(sense)).isZero();
    }
  }

  @Test
  void everyFileIsClosedAgain() throws Exception {
    Path fds = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(fds), "not run: there is no /proc here");
    use();
    long before = count(fds);
    for (int i = 0; i < 50; i++) {
      use();
    }
    // Other threads of the test runner may open a file or two; 50 leaks would be 500 and more.
    assertThat(count(fds)).isLessThan(before + 25);
  }

  private void use() {
    MemorySense sense = MemorySense.open(OptionalLong.empty());
    sense.readFast(new FastSample());
    sense.readSlow(true);
    sense.close();
    FastSample closed = new FastSample();
    sense.readFast(closed);
    sense.readSlow(false);
    assertThat(closed.hardBytes).isEqualTo(Reading.UNKNOWN);
  }

  private static long count(Path fds) throws Exception {
    try (Stream<Path> files = Files.list(fds)) {
      return files.count();
    }
  }
}
