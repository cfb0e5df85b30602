/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.act.ChildJvm;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NativeTrimTest {
  private static final long MIB = Situations.MIB;

  @Test
  void readsTheFiguresOfAReplyEachInItsUnit() {
    TrimReply reply = TrimReply.parse("Trim native heap: RSS+Swap: 1077M->84804K (-994M)\n");
    assertThat(reply).isEqualTo(new TrimReply(1077 * MIB, 84804L << 10));
    assertThat(reply.freedBytes()).isEqualTo(1077 * MIB - (84804L << 10));

    assertThat(TrimReply.parse("Trim native heap: RSS+Swap: 23G->900B (-23G)").freedBytes())
        .isEqualTo((23L << 30) - 900);
    assertThat(TrimReply.parse("Trim native heap: RSS+Swap: 40M->41M (+1M)").freedBytes()).isZero();
  }

  @Test
  void repliesWithoutFiguresLeaveThemUnknown() {
    for (String reply :
        List.of(
            "",
            "Not available.",
            "Trim native heap: (no details available).",
            "RSS+Swap: M->K",
            "RSS+Swap: 99999999999999999999M->1K")) {
      assertThat(TrimReply.parse(reply).freedBytes()).as(reply).isEqualTo(Reading.UNKNOWN);
    }
  }

  @Test
  void takesForMallocsWhatNoFigureExplains() {
    Situation now = Situations.of(1, 700, 1000, Level.GIVE_BACK);
    assertThat(NativeTrim.unexplainedBytes(now)).as("nothing known yet").isEqualTo(700 * MIB);

    Situations.with(now, Situations.heap(300, 400, 100));
    assertThat(NativeTrim.unexplainedBytes(now)).isEqualTo((700 - 400 - 40 - 10 - 8) * MIB);

    SlowSample.PythonWorker worker =
        new SlowSample.PythonWorker(9, 8, 7, 100 * MIB, SlowSample.PythonKind.WORKER);
    SlowSample.CgroupMemory cgroup =
        new SlowSample.CgroupMemory(
            0, 50 * MIB, 20 * MIB, Reading.UNKNOWN, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    now.slow =
        new SlowSample(
            1,
            cgroup,
            null,
            null,
            null,
            null,
            now.slow.jvm(),
            new SlowSample.Processes(1, List.of(worker), Reading.UNKNOWN));
    assertThat(NativeTrim.unexplainedBytes(now)).isEqualTo((242 - 50 - 20 - 100) * MIB);
  }

  @Test
  void needsMoreUnexplainedThanEveryJvmHas() {
    assertThat(NativeTrim.leastUnexplained(512 * MIB)).isEqualTo(32 * MIB);
    assertThat(NativeTrim.leastUnexplained(2000 * MIB)).isEqualTo(80 * MIB);
  }

  @Test
  void trimsTheArenasOfARealJvmAndSaysWhatItFreed() throws Exception {
    Map<String, String> child = ChildJvm.run(flags(), NativeTrimChild.class, "act");

    assertThat(child.get("capability")).startsWith("native trim: by malloc_trim");
    assertThat(Long.parseLong(child.get("before")) - Long.parseLong(child.get("after")))
        .isGreaterThan(100 * MIB);
    assertThat(child.get("log"))
        .matches(
            "Headroom: native trim meant to free \\d+ MiB, freed 1\\d\\d MiB"
                + " \\(hard \\d+ -> \\d+ MiB of \\d+ MiB\\) by malloc_trim in \\d+ ms,"
                + " \\d+ ms of pauses");
  }

  @Test
  void dryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
    Map<String, String> child = ChildJvm.run(flags(), NativeTrimChild.class, "observe");

    assertThat(child.get("log"))
        .matches("Headroom: would trim the native heap to free up to \\d+ MiB of \\d+ MiB");
    assertThat(Long.parseLong(child.get("before")) - Long.parseLong(child.get("after")))
        .isLessThan(20 * MIB);
  }

  private static List<String> flags() {
    return List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1");
  }
}
