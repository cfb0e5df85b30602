/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.headroom.spark.sense.SlowSample.CgroupMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every captured state, with the figures worked out from the files by hand. */
class CgroupFixturesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # state,              hard,      usage,     oom kills, failcnt, swap used, may swap
          00-start,             7233536,   7479296,   1, 0,     0,        0
          10-anon-50pct,        133316608, 133414912, 1, 0,     0,        0
          20-anon50-pagecache25,136192000, 203395072, 1, 0,     0,        0
          30-anon50-tmpfs12,    169824256, 237023232, 1, 0,     0,        0
          40-anon-90pct,        245305344, 268435456, 1, 0,     0,        0
          50-after-oom-kill,    16384,     122880,    2, 0,     0,        0
          60-swap-anon-50pct,   133316608, 133844992, 2, 0,     0,        268435456
          70-swap-anon-133pct-swapping,267685888,268185600,2,22949,96481280,268435456
          80-swap-after-oom-kill,12288,    16384,     3, 64480, 0,        268435456
          90-oom-disabled-under_oom,268435456,268435456,0,65,   0,        0
          """)
  void readsEveryStateOfVersion1(
      String state, long hard, long usage, long kills, long max, long swapUsed, long swapLimit) {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v1/" + state);
    try (MemorySense sense = host.sense()) {
      FastSample fast = new FastSample();
      sense.readFast(fast);
      assertThat(fast.hardBytes).isEqualTo(hard);
      assertThat(fast.usageBytes).isEqualTo(usage);
      assertThat(fast.limitBytes).isEqualTo(268435456);
      assertThat(fast.oomKills).isEqualTo(kills);
      assertThat(fast.maxEvents).isEqualTo(max);
      assertThat(fast.highEvents).isEqualTo(Reading.UNKNOWN);
      SlowSample slow = sense.readSlow(false);
      assertThat(slow.swap().usedBytes()).isEqualTo(swapUsed);
      assertThat(slow.swap().limitBytes()).isEqualTo(swapLimit);
      assertThat(slow.pressure().own())
          .as("a hybrid host has PSI of its own unless the process is in the unified root")
          .isEqualTo(!state.startsWith("90"));
      assertThat(slow.host().totalBytes()).isEqualTo(24684096L * 1024);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # state,          hard,   usage,     limit,    oom, high, max, swap used, may swap
          00-start,         4290984,   10817536,  268435456,0,0,  0,   0,        0
          10-anon-50pct,    130369960, 137433088, 268435456,0,0,  0,   0,        0
          30-anon50-tmpfs12,166036616, 173080576, 268435456,0,0,  0,   0,        0
          40-anon-90pct,    247003560, 254083072, 268435456,0,0,  0,   0,        0
          50-after-oom-kill,9496,      286720,    268435456,1,0,  73,  0,        0
          60-memory-high-throttled,187577624,187965440,268435456,1,156,73,0,     0
          70-swap-anon-50pct,128972056,129462272, 268435456,1,190,73,  0,        268435456
          75-swap-anon-133pct-swapping,126346520,268374016,268435456,1,190,641,233906176,268435456
          80-swap-after-oom-kill,1304, 61440,     268435456,2,190,1705,278528,   268435456
          85-oom-group-kill,25880,     323584,    268435456,5,190,1726,278528,   0
          90-oom-by-parent-limit,13592,192512,    209715200,6,190,1726,278528,   0
          95-after-memory.reclaim,316696,52379648,419430400,6,190,1726,107925504,268435456
          """)
  void readsEveryStateOfVersion2(
      String state,
      long hard,
      long usage,
      long limit,
      long kills,
      long high,
      long max,
      long swapUsed,
      long swapLimit) {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/" + state);
    try (MemorySense sense = host.sense()) {
      FastSample fast = new FastSample();
      sense.readFast(fast);
      assertThat(fast.hardBytes).isEqualTo(hard);
      assertThat(fast.usageBytes).isEqualTo(usage);
      assertThat(fast.limitBytes).isEqualTo(limit);
      assertThat(fast.oomKills).isEqualTo(kills);
      assertThat(fast.highEvents).isEqualTo(high);
      assertThat(fast.maxEvents).isEqualTo(max);
      SlowSample slow = sense.readSlow(false);
      assertThat(slow.swap().usedBytes()).isEqualTo(swapUsed);
      assertThat(slow.swap().limitBytes()).isEqualTo(swapLimit);
      assertThat(slow.pressure().own()).isTrue();
    }
  }

  @Test
  void tmpfsIsHardAndFilesAreNot() {
    try (MemorySense sense = FixtureHost.of(dir, "cgroup-v1/30-anon50-tmpfs12").sense()) {
      CgroupMemory memory = sense.readSlow(false).cgroup();
      assertThat(memory)
          .isEqualTo(
              new CgroupMemory(
                  133980160, 33554432, 2289664, 0, 67198976, 0, 0, -1, -1, -1, -1, -1, 7));
    }
  }

  @Test
  void breaksDownVersion2ByKind() {
    try (MemorySense sense =
        FixtureHost.of(dir, "cgroup-v2/75-swap-anon-133pct-swapping").sense()) {
      SlowSample slow = sense.readSlow(false);
      assertThat(slow.cgroup())
          .isEqualTo(
              new CgroupMemory(
                  125550592, 0, 795928, 0, 262144, 0, 0, 31464, 17136, 0, 749568, 0, 140));
      assertThat(slow.cpu().throttledPeriods()).isEqualTo(752);
      assertThat(slow.host())
          .isEqualTo(
              new SlowSample.Host(
                  2988772L * 1024,
                  2544928L * 1024,
                  786428L * 1024,
                  557756L * 1024,
                  vmstat("cgroup-v2/75-swap-anon-133pct-swapping", "oom_kill")));
    }
  }

  private static long vmstat(String state, String key) {
    return FixtureHost.read(FixtureHost.fixtures().resolve(state).resolve("proc/vmstat"))
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** Locked pages are counted once: as file pages only what is neither anon nor shmem. */
  @Test
  void lockedFilePagesAreHardAndLockedAnonymousOnesAreNotCountedTwice() {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/10-anon-50pct");
    String own = "sys/fs/cgroup/kubepods.slice/pod1/ctr/memory.stat";
    String stat = FixtureHost.read(host.path(own));
    // 1,000,000 bytes of the file list and 2,000,000 of the anonymous one become unevictable.
    String locked =
        stat.replace("inactive_file 6107136\n", "inactive_file 5107136\n")
            .replace("unevictable 0\n", "unevictable 3000000\n");
    assertThat(locked).isNotEqualTo(stat);
    host.write(own, locked);
    assertThat(host.fast().hardBytes).isEqualTo(130369960 + 1_000_000);
    try (MemorySense sense = host.sense()) {
      assertThat(sense.readSlow(false).cgroup().lockedFileBytes()).isEqualTo(1_000_000);
    }
  }

  @Test
  void kernelsBefore518AddUpKernelMemoryFromItsParts() {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/10-anon-50pct");
    String own = "sys/fs/cgroup/kubepods.slice/pod1/ctr/memory.stat";
    Map<String, Long> stat = figures(FixtureHost.read(host.path(own)));
    host.write(own, FixtureHost.read(host.path(own)).replaceFirst("(?m)^kernel \\d+\n", ""));
    assertThat(host.fast().hardBytes)
        .isEqualTo(
            stat.get("anon")
                + stat.get("shmem")
                + stat.get("kernel_stack")
                + stat.get("pagetables")
                + stat.get("sec_pagetables")
                + stat.get("percpu")
                + stat.get("vmalloc")
                + stat.get("slab_unreclaimable")
                + stat.get("sock"));
  }

  private static Map<String, Long> figures(String text) {
    return text.lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
  }

  @Test
  void saysWhatItReadsAndWhichLevelBinds() {
    try (MemorySense sense = FixtureHost.of(dir, "cgroup-v2/90-oom-by-parent-limit").sense()) {
      assertThat(names(sense.capabilities()))
          .contains(
              entry("cgroup memory limit", true),
              entry("hard memory", true),
              entry("OOM counter", true),
              entry("memory PSI", true),
              entry("CPU throttling", true),
              entry("host memory", true),
              entry("swap", false));
      assertThat(detail(sense, "cgroup memory limit"))
          .contains("209715200 bytes", "memory.max", "kubepods.slice/pod1", "cgroup v2");
    }
  }

  private static Map<String, Boolean> names(List<Capability> capabilities) {
    return capabilities.stream().collect(Collectors.toMap(Capability::name, Capability::available));
  }

  static String detail(MemorySense sense, String name) {
    return sense.capabilities().stream()
        .filter(capability -> capability.name().equals(name))
        .map(Capability::toString)
        .findFirst()
        .orElseThrow();
  }
}
