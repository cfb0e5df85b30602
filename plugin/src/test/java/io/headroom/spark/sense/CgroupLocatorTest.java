/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.sense.CgroupLocation.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupLocatorTest {
  @TempDir Path dir;
  private FixtureHost host;

  @BeforeEach
  void emptyHost() {
    host = FixtureHost.empty(dir);
  }

  private CgroupLocation locate(String cgroup, String... mounts) {
    return CgroupLocator.locate(dir, 77, cgroup, String.join("\n", mounts) + "\n");
  }

  private static String v1(String root, String point, String options) {
    return "35 31 0:32 " + root + " " + point + " rw - cgroup cgroup rw," + options;
  }

  private static String v2(String root, String point) {
    return "41 31 0:38 " + root + " " + point + " rw - cgroup2 cgroup2 rw";
  }

  private void group(String path, String controllers) {
    host.write(path + "/cgroup.controllers", controllers + "\n");
    host.write(path + "/cgroup.events", "populated 1\n");
  }

  @Test
  void severalControllersOnOneMount() {
    host.write("sys/fs/cgroup/memory/a/memory.stat", "");
    host.write("sys/fs/cgroup/cpu,cpuacct/a/cpu.stat", "");
    CgroupLocation found =
        locate(
            "4:memory:/a\n3:cpu,cpuacct:/a\n",
            v1("/", "/sys/fs/cgroup/cpu,cpuacct", "cpu,cpuacct"),
            v1("/", "/sys/fs/cgroup/memory", "memory"));
    assertThat(found.kind()).isEqualTo(Kind.V1);
    assertThat(found.memoryDirs())
        .containsExactly(
            dir.resolve("sys/fs/cgroup/memory/a"), dir.resolve("sys/fs/cgroup/memory"));
    assertThat(found.cpuDir()).contains(dir.resolve("sys/fs/cgroup/cpu,cpuacct/a"));
    assertThat(found.cpuVersion()).isEqualTo(1);
    assertThat(found.unifiedDir()).isEmpty();
  }

  @Test
  void theRootOfTheCpuControllerThrottlesNobody() {
    host.write("cg/memory/a/memory.stat", "").write("cg/cpu/cgroup.sane_behavior", "0\n");
    CgroupLocation found =
        locate(
            "4:memory:/a\n3:cpu:/\n", v1("/", "/cg/memory", "memory"), v1("/", "/cg/cpu", "cpu"));
    assertThat(found.cpuDir()).isEmpty();
  }

  @Test
  void hybridTakesMemoryFromV1AndPressureFromV2() {
    host.write("cg/memory/a/memory.stat", "");
    group("cg/unified/u", "");
    CgroupLocation found =
        locate("4:memory:/a\n0::/u\n", v1("/", "/cg/memory", "memory"), v2("/", "/cg/unified"));
    assertThat(found.kind()).isEqualTo(Kind.V1);
    assertThat(found.unifiedDir()).contains(dir.resolve("cg/unified/u"));
    assertThat(found.cpuDir()).isEmpty();
  }

  @Test
  void v2BeginsWhereTheMemoryControllerIsEnabled() {
    group("cg/slice", "cpu memory");
    group("cg/slice/leaf", "pids");
    CgroupLocation found = locate("0::/slice/leaf\n", v2("/", "/cg"));
    assertThat(found.kind()).isEqualTo(Kind.V2);
    assertThat(found.memoryDirs()).containsExactly(dir.resolve("cg/slice"), dir.resolve("cg"));
    assertThat(found.unifiedDir()).contains(dir.resolve("cg/slice/leaf"));
    assertThat(found.cpuDir()).contains(dir.resolve("cg/slice"));
    assertThat(found.cpuVersion()).isEqualTo(2);
  }

  @Test
  void v2WithoutMemoryControllerInSightIsUnknownBelowTheRootAndNoneAtIt() {
    group("cg/leaf", "pids");
    group("cg", "pids");
    assertThat(locate("0::/leaf\n", v2("/", "/cg")).kind()).isEqualTo(Kind.UNKNOWN);
    FixtureHost real = FixtureHost.empty(dir.resolve("other"));
    real.write("cg/leaf/cgroup.events", "populated 1\n").write("cg/cgroup.controllers", "pids\n");
    assertThat(CgroupLocator.locate(real.root(), 77, "0::/leaf\n", v2("/", "/cg") + "\n").kind())
        .isEqualTo(Kind.NONE);
  }

  @Test
  void inTheRootOfV2ThereIsNoLimit() {
    host.write("cg/cgroup.controllers", "cpu memory\n");
    assertThat(locate("0::/\n", v2("/", "/cg")).kind()).isEqualTo(Kind.NONE);
  }

  @Test
  void octalEscapesAndColonsInPaths() {
    host.write("my cg/a:b\\c/memory.stat", "");
    CgroupLocation found = locate("4:memory:/a:b\\c\n", v1("/", "/my\\040cg", "memory"));
    assertThat(found.memoryDirs()).first().isEqualTo(dir.resolve("my cg/a:b\\c"));
    assertThat(MountInfo.unescape("\\134\\011\\012x\\04\\999")).isEqualTo("\\\t\nx\\04\\999");
  }

  @Test
  void amongSeveralMountsTheOneThatShowsTheOwnGroupIsTaken() {
    host.write("host/cg/memory.stat", "");
    host.write("cg/memory.stat", "");
    CgroupLocation found =
        locate("4:memory:/\n", v1("/", "/cg", "memory"), v1("/../..", "/host/cg", "memory"));
    assertThat(found.memoryDirs()).containsExactly(dir.resolve("cg"));
  }

  @Test
  void aMountOverTheSamePointHidesTheEarlierOne() {
    host.write("cg/x/memory.stat", "");
    CgroupLocation found =
        locate("4:memory:/p/x\n", v1("/", "/cg", "memory"), v1("/p", "/cg", "memory"));
    assertThat(found.memoryDirs()).containsExactly(dir.resolve("cg/x"), dir.resolve("cg"));
  }

  @Test
  void whereThePathsDoNotFitThePidDecides() {
    host.write("cg/cgroup.procs", "1\n77\n");
    assertThat(locate("4:memory:/outer/x\n", v1("/outer/y", "/cg", "memory")).memoryDirs())
        .containsExactly(dir.resolve("cg"));
    host.write("cg/cgroup.procs", "1\n770\n");
    CgroupLocation lost = locate("4:memory:/outer/x\n", v1("/outer/y", "/cg", "memory"));
    assertThat(lost.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(lost.why()).contains("/outer/y", "does not show /outer/x");
  }

  @Test
  void aPrefixOfANameIsNotAnAncestor() {
    host.write("cg/memory.stat", "");
    assertThat(locate("4:memory:/podx\n", v1("/pod", "/cg", "memory")).kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void outsideTheOwnNamespaceIsUnknown() {
    host.write("cg/memory.stat", "");
    assertThat(locate("4:memory:/../x\n", v1("/", "/cg", "memory")).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(locate("0::/\n", v2("/..", "/cg")).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(locate("4:memory:/gone (deleted)\n", v1("/", "/cg", "memory")).kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void garbageIsNoCgroup() {
    for (String text : List.of("", "\n\n", "memory", "::", "4:memory", "\0\1\2", "a b c - d e f")) {
      assertThat(locate(text, text).kind()).as(text).isEqualTo(Kind.NONE);
    }
  }
}
