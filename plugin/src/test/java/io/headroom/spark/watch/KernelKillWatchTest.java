/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.judge.Situation;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.sense.KernelLog;
import io.headroom.spark.sense.MemorySense;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelKillWatchTest {
  @TempDir Path dir;

  private final List<KernelKill> told = new CopyOnWriteArrayList<>();
  private final Situation now = new Situation();
  private KernelKillWatch watch;
  private SlowSample slow;

  @BeforeEach
  void aLogWithOneKill() throws Exception {
    long uptimeMicros =
        (long)
            (1e6 * Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]));
    Path log = dir.resolve("kmsg");
    Files.writeString(
        log,
        "6,1,"
            + uptimeMicros
            + ",-;Memory cgroup out of memory: Killed process 7 (java) total-vm:4070736kB,"
            + " anon-rss:1117028kB, file-rss:23768kB, shmem-rss:0kB, UID:0 pgtables:2560kB\n");
    watch =
        new KernelKillWatch(KernelLog.open(log, Path.of("/proc")), "h", told::add, new OwnCost());
    try (MemorySense sense = MemorySense.open(OptionalLong.empty())) {
      slow = sense.readSlow(false);
    }
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void readsNothingWhileTheHostCountsNoFurtherKill() throws Exception {
    hostKills(5);
    watch.step(now);
    hostKills(5);
    watch.step(now);
    Thread.sleep(300);
    assertThat(told).isEmpty();
  }

  @Test
  void readsOnceTheHostCountsOne() {
    watch.step(now); // Before the first slow sample.
    hostKills(5);
    watch.step(now);
    hostKills(6);
    watch.step(now);
    watch.step(now);
    await().until(() -> told.size() == 1);
    assertThat(told.get(0).pid()).isEqualTo(7);
  }

  @Test
  void readsAtOnceWhereTheHostDoesNotCount() {
    hostKills(Reading.UNKNOWN);
    watch.step(now);
    await().until(() -> told.size() == 1);
  }

  private void hostKills(long kills) {
    SlowSample.Host host = slow.host();
    now.slow =
        new SlowSample(
            slow.nanoTime(),
            slow.cgroup(),
            slow.swap(),
            slow.pressure(),
            new SlowSample.Host(
                host.totalBytes(),
                host.availableBytes(),
                host.swapTotalBytes(),
                host.swapFreeBytes(),
                kills),
            slow.cpu(),
            slow.jvm(),
            slow.processes());
  }
}
