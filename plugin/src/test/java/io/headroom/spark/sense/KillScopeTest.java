/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.sense.CgroupLocation.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillScopeTest {
  @TempDir Path root;

  private Capability scope(Kind kind, Path... dirs) {
    return KillScope.of(
        new CgroupLocation(
            kind, "for a reason", List.of(dirs), Optional.empty(), Optional.empty(), 0));
  }

  private Path group(String name, String oomGroup) throws Exception {
    Path dir = Files.createDirectories(root.resolve(name));
    if (oomGroup != null) {
      Files.writeString(dir.resolve("memory.oom.group"), oomGroup);
    }
    return dir;
  }

  @Test
  void anAncestorMayMakeAKillEndTheWholeContainer() throws Exception {
    Path own = group("pod/ctr", "0\n");
    assertThat(scope(Kind.V2, own, group("pod", "1\n")).detail())
        .contains("every process at once", root.resolve("pod").toString());
    assertThat(scope(Kind.V2, own, group("other", "0\n")).detail()).contains("one process");
    assertThat(scope(Kind.V2, group("pod/ctr2", "1\n")).detail()).contains("every process");
  }

  @Test
  void cgroupV1EndsOneProcess() throws Exception {
    assertThat(scope(Kind.V1, group("v1", null)).detail()).contains("one process", "Python worker");
  }

  @Test
  void anOldKernelOrAnUnknownPlaceIsSaidToBe() throws Exception {
    assertThat(scope(Kind.V2, group("old", null)).available()).isFalse();
    assertThat(scope(Kind.UNKNOWN)).isEqualTo(Capability.unavailable("OOM kill", "for a reason"));
    assertThat(scope(Kind.NONE).available()).isTrue();
  }
}
