/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.sense.SlowSample.Jvm;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JvmReaderTest {
  private static final VmOptions NO_OPTIONS = new VmOptions(name -> Optional.empty());
  private static final long MIB = 1 << 20;

  private MemoryUsage heap = new MemoryUsage(0, 10 * MIB, 100 * MIB, 200 * MIB);

  /** A JVM whose heap does what the test says, and which never collects. */
  private JvmReader.Beans scripted() {
    MemoryMXBean memory =
        (MemoryMXBean)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MemoryMXBean.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("getHeapMemoryUsage")) {
                    return heap;
                  }
                  throw new UnsupportedOperationException(method.getName());
                });
    return new JvmReader.Beans(
        memory,
        List.of(),
        List.of(),
        List.of(),
        ManagementFactory.getThreadMXBean(),
        ManagementFactory.getOperatingSystemMXBean());
  }

  private long touched(JvmReader reader, long used, long committed) {
    heap = new MemoryUsage(0, used * MIB, committed * MIB, 200 * MIB);
    return reader.read().heapTouchedBytes() / MIB;
  }

  @Test
  void touchedIsTheLargestUseSeenUntilTheHeapShrinksBelowIt() {
    JvmReader reader = new JvmReader(scripted(), NO_OPTIONS);
    assertThat(touched(reader, 10, 100)).isEqualTo(10);
    assertThat(touched(reader, 80, 100)).isEqualTo(80);
    assertThat(touched(reader, 20, 100)).isEqualTo(80);
    assertThat(touched(reader, 20, 50)).isEqualTo(50);
    assertThat(touched(reader, 20, 150)).as("committed again, not yet touched").isEqualTo(50);
    assertThat(touched(reader, 60, 150)).isEqualTo(60);
  }

  @Test
  void aHeapTouchedAtStartIsAllTouched() {
    JvmReader reader =
        new JvmReader(
            scripted(),
            new VmOptions(
                name -> name.equals("AlwaysPreTouch") ? Optional.of("true") : Optional.empty()));
    assertThat(touched(reader, 10, 100)).isEqualTo(100);
  }

  @Test
  void beforeTheFirstCollectionNothingIsKnownToLive() {
    Jvm jvm = new JvmReader(scripted(), NO_OPTIONS).read();
    assertThat(jvm.heapLiveBytes()).isEqualTo(Reading.UNKNOWN);
    assertThat(jvm.collections()).isZero();
    assertThat(jvm.metaspaceBytes()).as("no such pool").isEqualTo(Reading.UNKNOWN);
    assertThat(jvm.directBytes()).as("no such pool").isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void readsTheRunningJvm() {
    JvmReader reader = new JvmReader(JvmReader.Beans.ofThisJvm(), VmOptions.ofThisJvm());
    byte[] held = new byte[(int) (32 * MIB)];
    System.gc();
    Jvm before = reader.read();
    ByteBuffer direct = ByteBuffer.allocateDirect((int) (16 * MIB));
    Jvm after = reader.read();
    assertThat(before.heapLiveBytes()).isBetween((long) held.length, before.heapCommittedBytes());
    assertThat(before.heapTouchedBytes())
        .isBetween(before.heapUsedBytes(), before.heapCommittedBytes());
    assertThat(before.collections()).isPositive();
    assertThat(after.directBytes() - before.directBytes())
        .isGreaterThanOrEqualTo(direct.capacity());
    assertThat(after.metaspaceBytes()).isGreaterThan(MIB);
    assertThat(after.codeCacheBytes()).isGreaterThan(MIB / 2);
    assertThat(after.threads()).isPositive();
    assertThat(after.processCpuNanos()).isGreaterThanOrEqualTo(before.processCpuNanos());
    assertThat(after.mappedBytes()).isNotNegative();
    assertThat(reader.collector()).isNotEqualTo(Collector.UNKNOWN);
    assertThat(held[held.length - 1]).isZero(); // Alive up to here.
  }

  @Test
  void aUseJustBeforeACollectionIsSeenAfterIt() {
    JvmReader reader = new JvmReader(JvmReader.Beans.ofThisJvm(), VmOptions.ofThisJvm());
    byte[] held = new byte[(int) (48 * MIB)];
    long use = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    assertThat(held[0]).isZero();
    held = new byte[0];
    System.gc();
    Jvm jvm = reader.read();
    assertThat(jvm.heapTouchedBytes())
        .isGreaterThanOrEqualTo(Math.min(use, jvm.heapCommittedBytes()));
    assertThat(held).isEmpty();
  }
}
