/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.KernelKill.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that kernels wrote, of several ages. */
class OomKillLinesTest {
  private static final long BOOT = 1_700_000_000_000L;

  private static List<KernelKill> kills(List<KmsgRecord> records) {
    OomKillLines lines = new OomKillLines("host-1");
    List<KernelKill> kills = new ArrayList<>();
    for (KmsgRecord record : records) {
      lines.next(record.stampMicros(), record.text(), BOOT).ifPresent(kills::add);
    }
    return kills;
  }

  /** Lines a millisecond apart. */
  private static List<KernelKill> told(String... lines) {
    List<KmsgRecord> records = new ArrayList<>();
    for (String line : lines) {
      records.add(new KmsgRecord(5_000_000 + records.size() * 1_000L, line));
    }
    return kills(records);
  }

  @Test
  void oneProcessOfACgroupV1Container() {
    assertThat(kills(KernelLogFixture.records("v1-one-process.txt")))
        .containsExactly(
            new KernelKill(
                "host-1",
                BOOT + 2_522_270,
                Scope.CGROUP,
                20226,
                "python3",
                "/hr-envs/x",
                "/hr-envs/x",
                261_408L << 10,
                6_572L << 10,
                0));
  }

  @Test
  void aWholeGroupIsToldOncePerProcess() {
    assertThat(kills(KernelLogFixture.records("v2-group.txt")))
        .extracting(KernelKill::pid, KernelKill::command, KernelKill::cgroup)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(157L, "python3", "/kubepods.slice/pod1/ctr"),
            org.assertj.core.groups.Tuple.tuple(158L, "sleep", "/kubepods.slice/pod1/ctr"));
  }

  @Test
  void theFullCgroupIsNotTheVictimsWhenAParentsLimitWasReached() {
    List<KernelKill> kills = kills(KernelLogFixture.records("v2-four-kills.txt"));
    assertThat(kills).extracting(KernelKill::pid).containsExactly(125L, 147L, 157L, 158L, 167L);
    KernelKill last = kills.get(4);
    assertThat(last.cgroup()).isEqualTo("/kubepods.slice/pod1");
    assertThat(last.taskCgroup()).isEqualTo("/kubepods.slice/pod1/ctr");
  }

  @Test
  void aJvm() {
    assertThat(
            told(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
                    + "oom_memcg=/hr-ud,task_memcg=/hr-ud,task=java,pid=6856,uid=0",
                "Memory cgroup out of memory: Killed process 6856 (java) total-vm:4070736kB,"
                    + " anon-rss:1117028kB, file-rss:23768kB, shmem-rss:0kB, UID:0 pgtables:2560kB"
                    + " oom_score_adj:0"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.command()).isEqualTo("java");
              assertThat(kill.anonBytes()).isEqualTo(1_117_028L << 10);
              assertThat(kill.timeMillis()).isEqualTo(BOOT + 5_001);
            });
  }

  @Test
  void theWholeNode() {
    assertThat(
            told(
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,"
                    + "global_oom,task_memcg=/system.slice/worker.service,task=java,pid=77,uid=5",
                "Out of memory: Killed process 77 (java) total-vm:9kB, anon-rss:8kB, file-rss:1kB,"
                    + " shmem-rss:0kB, UID:5 pgtables:1kB oom_score_adj:0"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.scope()).isEqualTo(Scope.NODE);
              assertThat(kill.cgroup()).isEmpty();
              assertThat(kill.taskCgroup()).isEqualTo("/system.slice/worker.service");
            });
  }

  /**
   * Kernel 3.10: the line that says what was short names another process than the one that died.
   */
  @Test
  void aChildSacrificedByAnOldKernel() {
    assertThat(
            told(
                "Task in /kubepods/pod9/5f killed as a result of limit of /kubepods/pod9",
                "Memory cgroup out of memory: Kill process 24572 (java) score 0 or sacrifice child",
                "Killed process 28438 (java) total-vm:20255636kB, anon-rss:466160kB,"
                    + " file-rss:13684kB"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.pid()).isEqualTo(28438);
              assertThat(kill.scope()).isEqualTo(Scope.CGROUP);
              assertThat(kill.cgroup()).isEqualTo("/kubepods/pod9");
              assertThat(kill.taskCgroup()).isEqualTo("/kubepods/pod9/5f");
              assertThat(kill.shmemBytes()).isEqualTo(Reading.UNKNOWN);
            });
    assertThat(
            told(
                "Out of memory: Kill process 27364 (java) score 933 or sacrifice child",
                "Killed process 799153 (node), UID 1000, total-vm:606096kB, anon-rss:68308kB,"
                    + " file-rss:13648kB, shmem-rss:0kB"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.scope()).isEqualTo(Scope.NODE);
              assertThat(kill.command()).isEqualTo("node");
            });
  }

  /** The kernel limits the rate of the longer lines, never of the kill itself. */
  @Test
  void aKillWhoseFirstLineIsMissing() {
    assertThat(
            told(
                "Memory cgroup out of memory: Killed process 9 (java) total-vm:9kB, anon-rss:8kB,"
                    + " file-rss:1kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:0"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.scope()).isEqualTo(Scope.CGROUP);
              assertThat(kill.cgroup()).isEmpty();
            });
  }

  @Test
  void linesOfTwoKillsAreNotJoined() {
    String header =
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
            + "oom_memcg=/a,task_memcg=/a,task=java,pid=1,uid=0";
    String killed =
        "Memory cgroup out of memory: Killed process %d (java) total-vm:9kB, anon-rss:8kB";
    assertThat(told(header, killed.formatted(2)).get(0).cgroup()).isEmpty();
    assertThat(
            kills(
                List.of(
                    new KmsgRecord(1_000_000, header),
                    new KmsgRecord(60_000_000, killed.formatted(1)))))
        .extracting(KernelKill::cgroup)
        .containsExactly("");
  }

  @Test
  void namesThatUsersChose() {
    assertThat(
            told(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
                    + "oom_memcg=/a,b,task_memcg=/a,b/c d,task=x,pid=3,uid=0,pid=4,uid=0",
                "Memory cgroup out of memory: Killed process 4 (x) total-vm:1kB, (y) total-vm:9kB,"
                    + " anon-rss:8kB"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.cgroup()).isEqualTo("/a,b");
              assertThat(kill.taskCgroup()).isEqualTo("/a,b/c d");
            });
  }

  @Test
  void whatNoOomKillerWroteIsNoKill() {
    assertThat(
            told(
                "Killed process 5 (java) total-vm:9kB, anon-rss:8kB",
                "audit: kill -9 by pid 7",
                "oom_reaper: reaped process 6856 (java), now anon-rss:0kB, file-rss:0kB",
                "Memory cgroup out of memory: Killed process 99999999999999999999 (java)"
                    + " total-vm:9kB, anon-rss:8kB",
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask"))
        .isEmpty();
  }
}
