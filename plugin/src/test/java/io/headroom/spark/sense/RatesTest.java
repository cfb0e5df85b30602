/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares and rates over the time between two slow samples. */
class RatesTest {
  private static final String V2 = "sys/fs/cgroup/kubepods.slice/pod1/ctr/";

  @TempDir Path dir;

  private static String psi(long some, long full) {
    return "some avg10=0.00 avg60=0.00 avg300=0.00 total=%d\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=%d\n"
        .formatted(some, full);
  }

  private static void pass(FixtureHost host, long millis) {
    host.clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void pressureIsTheShareOfWallTimeSinceTheSampleBefore() {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/10-anon-50pct");
    host.write(V2 + "memory.pressure", psi(1_000_000, 500_000));
    try (MemorySense sense = host.sense()) {
      assertThat(sense.readSlow(false).pressure().some()).as("no time has passed").isNaN();
      host.write(V2 + "memory.pressure", psi(1_250_000, 600_000));
      pass(host, 1000);
      assertThat(sense.readSlow(false).pressure())
          .isEqualTo(new SlowSample.Pressure(0.25, 0.1, true));
      pass(host, 1000);
      assertThat(sense.readSlow(false).pressure())
          .as("a measured zero")
          .isEqualTo(new SlowSample.Pressure(0, 0, true));
      host.write(V2 + "memory.pressure", psi(9_999_999, 600_000));
      pass(host, 500);
      assertThat(sense.readSlow(false).pressure().some()).isEqualTo(1);
      host.write(V2 + "memory.pressure", psi(5, 600_100));
      pass(host, 500);
      assertThat(sense.readSlow(false).pressure().some()).as("a counter went back").isNaN();
    }
  }

  @Test
  void theHostsPressureIsMarkedAsSuch() throws Exception {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/10-anon-50pct");
    Files.delete(host.path(V2 + "memory.pressure"));
    host.write("proc/pressure/memory", psi(0, 0));
    try (MemorySense sense = host.sense()) {
      host.write("proc/pressure/memory", psi(100_000, 0));
      pass(host, 1000);
      assertThat(sense.readSlow(false).pressure())
          .isEqualTo(new SlowSample.Pressure(0.1, 0, false));
      assertThat(CgroupFixturesTest.detail(sense, "memory PSI")).contains("whole host");
    }
  }

  @Test
  void throttlingInMicrosecondsOnV2AndNanosecondsOnV1() {
    FixtureHost v2 = FixtureHost.of(dir.resolve("v2"), "cgroup-v2/10-anon-50pct");
    try (MemorySense sense = v2.sense()) {
      v2.write(V2 + "cpu.stat", "nr_periods 9\nnr_throttled 132\nthrottled_usec 7135665\n");
      pass(v2, 1000);
      assertThat(sense.readSlow(false).cpu()).isEqualTo(new SlowSample.Cpu(0.5, 132));
    }
    FixtureHost v1 = FixtureHost.of(dir.resolve("v1"), "cgroup-v1/10-anon-50pct");
    try (MemorySense sense = v1.sense()) {
      v1.write("sys/fs/cgroup/cpu/hr-envs/cpu.stat", "nr_throttled 3\nthrottled_time 250000000\n");
      pass(v1, 1000);
      assertThat(sense.readSlow(false).cpu()).isEqualTo(new SlowSample.Cpu(0.25, 3));
    }
  }

  private static SlowSample.Swap swapAfter(FixtureHost host, long in, long out) {
    host.write("proc/vmstat", "pswpin 100\npswpout 200\noom_kill 4\n");
    try (MemorySense sense = host.sense()) {
      host.write(
          "proc/vmstat", "pswpin %d\npswpout %d\noom_kill 4\n".formatted(100 + in, 200 + out));
      pass(host, 2000);
      SlowSample sample = sense.readSlow(false);
      assertThat(sample.host().oomKills()).isEqualTo(4);
      return sample.swap();
    }
  }

  @Test
  void swapTrafficCountsPagesOfThisHostsSize() {
    FixtureHost host = FixtureHost.of(dir, "cgroup-v2/70-swap-anon-50pct");
    SlowSample.Swap swap = swapAfter(host, 1000, 500);
    assertThat(swap.inBytesPerSecond()).isEqualTo(2_048_000, within(0.5));
    assertThat(swap.outBytesPerSecond()).isEqualTo(1_024_000, within(0.5));
    assertThat(swap.inOutRatio()).isEqualTo(2, within(1e-9));
    assertThat(swapAfter(host, 1000, 0).inOutRatio()).isNaN();
    assertThat(swapAfter(host.pageSize(65536), 1000, 0).inBytesPerSecond())
        .isEqualTo(32_768_000, within(0.5));
    assertThat(swapAfter(host.pageSize(0), 1000, 0).inBytesPerSecond()).isNaN();
  }
}
