/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a container may see its cgroup: captured cgroup files, and for each layout what
 * /proc/self/cgroup and mountinfo say in it.
 */
class ContainerLayoutsTest {
  private static final String MEMINFO =
      """
      MemTotal:       24684096 kB
      MemFree:        17784252 kB
      MemAvailable:   19737436 kB
      SwapTotal:             0 kB
      SwapFree:              0 kB
      """;
  private static final long HOST = 24684096L * 1024;
  private static final long LIMIT = 536870912;
  private static final String STATUS =
      """
      Name:\tjava
      VmRSS:\t  300000 kB
      RssAnon:\t  200000 kB
      RssFile:\t   90000 kB
      RssShmem:\t   10000 kB
      """;

  @TempDir Path dir;

  private FixtureHost container(String layout, String ownPath, String mountRoot) {
    FixtureHost host =
        FixtureHost.empty(dir)
            .write("proc/meminfo", MEMINFO)
            .write("proc/self/status", STATUS)
            .write("proc/self/cgroup", "4:memory:" + ownPath + "\n1:cpu:" + ownPath + "\n0::/\n")
            .write(
                "proc/self/mountinfo",
                "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
                    + "35 31 0:32 "
                    + mountRoot
                    + " /sys/fs/cgroup/memory ro,nosuid shared:9 master:3 - cgroup cgroup"
                    + " rw,memory\n");
    Path files =
        FixtureHost.fixtures().resolve("cgroup-v1/containers/" + layout + "/cgroupfs/memory");
    return host.copy(files, "sys/fs/cgroup/memory");
  }

  @Test
  void privateNamespace() {
    FastSample sample = container("runc-nsprivate", "/", "/").fast();
    assertThat(sample.limitBytes).isEqualTo(LIMIT);
    // Without the kmem file: 413,696 rss + (2,224,128 usage - 94,208 cache - 413,696 rss).
    assertThat(sample.hardBytes).isEqualTo(2129920);
    assertThat(sample.maxEvents).isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void noNamespaceOwnGroupMounted() {
    FastSample sample =
        container("runc-nohost-ns", "/hr-envs-oci/runc-nohost-ns", "/hr-envs-oci/runc-nohost-ns")
            .fast();
    assertThat(sample.limitBytes).isEqualTo(LIMIT);
    assertThat(sample.hardBytes).isEqualTo(1064960);
  }

  @Test
  void hostHierarchyBoundWithoutNamespace() {
    FastSample sample = container("runc-hostbind", "/hr-envs-oci/runc-hostbind", "/").fast();
    assertThat(sample.limitBytes).isEqualTo(LIMIT);
    assertThat(sample.hardBytes).isEqualTo(1736704);
  }

  @Test
  void hostHierarchyBoundInUnderAPrivateNamespaceIsUnknownAndNotUnlimited() {
    FixtureHost host = container("runc-hostbind-ns", "/", "/../..");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(Reading.UNKNOWN);
      assertThat(CgroupFixturesTest.detail(sense, "cgroup memory limit"))
          .contains("unavailable because", "/../..", "cannot be told from inside");
    }
  }

  @Test
  void anOverrideMakesAnUnknownLimitKnownAndHardIsThenTheProcess() {
    FixtureHost host = container("runc-hostbind-ns", "/", "/../..");
    try (MemorySense sense = host.sense(OptionalLong.of(LIMIT))) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(LIMIT);
      assertThat(sample.hardBytes).isEqualTo(210000L * 1024);
      assertThat(CgroupFixturesTest.detail(sense, "hard memory"))
          .contains("RssAnon + RssShmem of this process");
    }
  }

  @Test
  void theEffectiveLimitIsTheSmallestOfWhatIsKnown() {
    OptionalLong none = OptionalLong.empty();
    OptionalLong five = OptionalLong.of(5);
    long unknown = Reading.UNKNOWN;
    long unlimited = KernelText.UNLIMITED;
    assertThat(MemoryAccount.effectiveLimit(7, 9, none)).isEqualTo(7);
    assertThat(MemoryAccount.effectiveLimit(9, 7, none)).isEqualTo(7);
    assertThat(MemoryAccount.effectiveLimit(7, unknown, none)).isEqualTo(7);
    assertThat(MemoryAccount.effectiveLimit(unlimited, 9, none)).isEqualTo(9);
    assertThat(MemoryAccount.effectiveLimit(unlimited, unknown, none)).isEqualTo(unknown);
    assertThat(MemoryAccount.effectiveLimit(unknown, 9, none)).isEqualTo(unknown);
    assertThat(MemoryAccount.effectiveLimit(0, 9, none)).isEqualTo(unknown);
    assertThat(MemoryAccount.effectiveLimit(7, 9, five)).isEqualTo(5);
    assertThat(MemoryAccount.effectiveLimit(3, 9, five)).isEqualTo(3);
    assertThat(MemoryAccount.effectiveLimit(unknown, 9, five)).isEqualTo(5);
    assertThat(MemoryAccount.effectiveLimit(unknown, 4, five)).isEqualTo(4);
    assertThat(MemoryAccount.effectiveLimit(unlimited, unknown, five)).isEqualTo(5);
    assertThat(MemoryAccount.effectiveLimit(0, unknown, five)).isEqualTo(5);
  }

  @Test
  void noCgroupMountButInAGroupIsUnknown() {
    FixtureHost host = container("runc-nsprivate", "/hr-envs-oci/x", "/");
    host.write("proc/self/mountinfo", "22 27 0:21 / /proc rw,relatime - proc proc rw\n");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(Reading.UNKNOWN);
      assertThat(CgroupFixturesTest.detail(sense, "cgroup memory limit"))
          .contains("/hr-envs-oci/x", "no such hierarchy is mounted");
    }
  }

  @Test
  void noCgroupsAtAllIsTheHost() {
    FixtureHost host = FixtureHost.empty(dir).write("proc/meminfo", MEMINFO);
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(HOST);
      assertThat(sample.hardBytes).isEqualTo((24684096L - 19737436) * 1024);
      assertThat(sample.oomKills).isEqualTo(Reading.UNKNOWN);
      assertThat(CgroupFixturesTest.detail(sense, "hard memory")).contains("of the host");
      SlowSample slow = sense.readSlow(true);
      assertThat(slow.cgroup().anonBytes()).isEqualTo(Reading.UNKNOWN);
      assertThat(slow.pressure().some()).isNaN();
      assertThat(slow.processes().otherBytes()).isEqualTo(Reading.UNKNOWN);
    }
  }

  @Test
  void theRootOfTheHierarchyIsTheHostToo() {
    FixtureHost host = container("runc-nsprivate", "/", "/");
    host.write("sys/fs/cgroup/memory/cgroup.sane_behavior", "0\n");
    FastSample sample = host.fast();
    assertThat(sample.limitBytes).isEqualTo(HOST);
    assertThat(sample.hardBytes).isEqualTo((24684096L - 19737436) * 1024);
  }

  @Test
  void emptyHostKnowsNothingAndThrowsNothing() {
    try (MemorySense sense = FixtureHost.empty(dir).sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(Reading.UNKNOWN);
      assertThat(sample.hardBytes).isEqualTo(Reading.UNKNOWN);
      assertThat(sense.readSlow(true).host().totalBytes()).isEqualTo(Reading.UNKNOWN);
    }
  }

  @Test
  void aPathThatCannotBeNamedIsUnknownAndThrowsNothing() {
    FixtureHost host = container("runc-nsprivate", "/a\0b", "/");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(Reading.UNKNOWN);
      assertThat(CgroupFixturesTest.detail(sense, "cgroup memory limit"))
          .contains("makes no sense");
    }
  }

  @Test
  void noLimitAnywhereIsMemTotalAndSaidSo() {
    FixtureHost host = container("runc-nsprivate", "/", "/");
    host.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    rewriteHierarchicalLimit(host, "9223372036854771712");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(HOST);
      assertThat(sample.hardBytes).isEqualTo(2129920);
      assertThat(CgroupFixturesTest.detail(sense, "cgroup memory limit"))
          .contains("no cgroup limit below the host's MemTotal of " + HOST);
    }
  }

  @Test
  void anOverrideInAGroupWithoutLimitIsSetAgainstTheProcessNotTheGroup() {
    FixtureHost host = container("runc-nsprivate", "/", "/");
    host.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    rewriteHierarchicalLimit(host, "9223372036854771712");
    FastSample sample = host.fast(OptionalLong.of(1L << 30));
    assertThat(sample.limitBytes).isEqualTo(1L << 30);
    assertThat(sample.hardBytes).isEqualTo(210000L * 1024);
  }

  @Test
  void anOverrideOnlyLowersALimitThatIsKnown() {
    FixtureHost host = container("runc-nsprivate", "/", "/");
    assertThat(host.fast(OptionalLong.of(1L << 40)).limitBytes).isEqualTo(LIMIT);
    FastSample lowered = host.fast(OptionalLong.of(100 << 20));
    assertThat(lowered.limitBytes).isEqualTo(100 << 20);
    assertThat(lowered.hardBytes).as("the limited group is the executor's own").isEqualTo(2129920);
  }

  @Test
  void anAncestorOutsideTheNamespaceShowsInTheHierarchicalLimit() {
    FixtureHost host = container("runc-nsprivate", "/", "/");
    rewriteHierarchicalLimit(host, "400000000");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(400000000);
      assertThat(CgroupFixturesTest.detail(sense, "cgroup memory limit"))
          .contains("set by an ancestor that cannot be seen");
    }
  }

  @Test
  void aLimitThatIsNoNumberIsUnavailableAndSaidSo() {
    FixtureHost host = container("runc-nsprivate", "/", "/");
    host.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "-1\n");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(Reading.UNKNOWN);
      assertThat(CgroupFixturesTest.detail(sense, "cgroup memory limit"))
          .contains("unavailable because", "a level's limit is no number");
    }
  }

  private static void rewriteHierarchicalLimit(FixtureHost host, String limit) {
    String stat = "sys/fs/cgroup/memory/memory.stat";
    String text = FixtureHost.read(host.path(stat));
    String changed =
        text.replace(
            "hierarchical_memory_limit 536870912\n", "hierarchical_memory_limit " + limit + "\n");
    assertThat(changed).isNotEqualTo(text);
    host.write(stat, changed);
  }

  @Test
  void theSmallestAncestorBindsAndIsReadAgainEachTime() {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/10-anon-50pct");
    try (MemorySense sense = host.sense()) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(268435456);
      host.write("sys/fs/cgroup/kubepods.slice/pod1/memory.max", "200000000\n");
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(200000000);
      host.write("sys/fs/cgroup/kubepods.slice/pod1/ctr/memory.max", "max\n");
      host.write("sys/fs/cgroup/kubepods.slice/pod1/memory.max", "max\n");
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(2988772L * 1024);
      host.write("sys/fs/cgroup/kubepods.slice/pod1/memory.max", "2000");
      sense.readFast(sample);
      assertThat(sample.limitBytes)
          .as("a level that cannot be read may be the smallest")
          .isEqualTo(Reading.UNKNOWN);
    }
  }

  @Test
  void followsTheProcessIntoAnotherGroup() {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/10-anon-50pct");
    try (MemorySense sense = host.sense()) {
      host.write("proc/self/cgroup", "0::/kubepods.slice/pod1\n");
      sense.readSlow(false);
      FastSample sample = new FastSample();
      sense.readFast(sample);
      assertThat(sample.limitBytes).isEqualTo(402653184);
      assertThat(CgroupFixturesTest.detail(sense, "hard memory")).endsWith("/pod1");
    }
  }
}
