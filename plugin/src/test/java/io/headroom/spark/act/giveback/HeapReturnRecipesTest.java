/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.act.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every recipe on the collector it is for, each in a JVM started with that collector. */
final class HeapReturnRecipesTest {
  private static final long MIB = 1 << 20;

  @Test
  void g1GivesBackByAConcurrentCycleAndPutsItsFlagsBack() throws Exception {
    Map<String, String> child = child("calm", "-XX:+UseG1GC", "-Xms16m", "-Xmx512m");

    assertThat(child).containsEntry("how", "a concurrent G1 cycle");
    assertFreed(child, 150);
    assertThat(child)
        .containsEntry("during.MinHeapFreeRatio", "5")
        .containsEntry("during.MaxHeapFreeRatio", "15")
        .containsEntry("during.G1PeriodicGCInterval", "300");
    assertFlagsAsBefore(child);
  }

  @Test
  void g1CollectsFullyWhereNoCycleCanStartAndMemoryIsPressing() throws Exception {
    Map<String, String> child =
        child(
            "pressing",
            "-XX:+UseG1GC",
            "-XX:-G1PeriodicGCInvokesConcurrent",
            "-Xms16m",
            "-Xmx512m");

    assertThat(child)
        .containsEntry("how", "a full G1 collection")
        .containsEntry("during.G1PeriodicGCInterval", "0");
    assertFreed(child, 150);
    assertFlagsAsBefore(child);
  }

  @Test
  void flagsThatTheUserSetArePutBackWhenAnAttemptIsCutShort() throws Exception {
    Map<String, String> child =
        child(
            "closed",
            "-XX:+UseG1GC",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:G1PeriodicGCInterval=60000",
            "-Xms16m",
            "-Xmx512m");

    assertThat(child)
        .containsEntry("during.MaxHeapFreeRatio", "15")
        .containsEntry("during.G1PeriodicGCInterval", "300")
        .containsEntry("after.MinHeapFreeRatio", "20")
        .containsEntry("after.MaxHeapFreeRatio", "30")
        .containsEntry("after.G1PeriodicGCInterval", "60000");
  }

  @Test
  void serialGivesBackInFourCollectionsEvenWithExplicitOnesDisabled() throws Exception {
    Map<String, String> child =
        child("calm", "-XX:+UseSerialGC", "-XX:+DisableExplicitGC", "-Xms16m", "-Xmx512m");

    assertThat(child.get("how")).matches("[34] full collections");
    assertFreed(child, 150);
    assertFlagsAsBefore(child);
  }

  @Test
  void serialNeedsOneCollectionWhereItDoesNotShrinkInSteps() throws Exception {
    Map<String, String> child =
        child("calm", "-XX:+UseSerialGC", "-XX:-ShrinkHeapInSteps", "-Xms16m", "-Xmx512m");

    assertThat(child).containsEntry("how", "1 full collection");
    assertFreed(child, 150);
  }

  @Test
  void shenandoahGivesBackWhenAskedToCollect() throws Exception {
    Map<String, String> child = child("calm", "-XX:+UseShenandoahGC", "-Xms16m", "-Xmx512m");

    assertThat(child.get("how")).contains("concurrent Shenandoah cycle");
    assertFreed(child, 100);
  }

  @Test
  void zgcGivesBackOnlyWithAShortUncommitDelay() throws Exception {
    Map<String, String> quick =
        child("calm", "-XX:+UseZGC", "-XX:ZUncommitDelay=1", "-Xms16m", "-Xmx512m");
    Map<String, String> slow = child("calm", "-XX:+UseZGC", "-Xms16m", "-Xmx512m");

    // Its resident memory counts each page up to three times, so the heap's own figure tells.
    assertThat(number(quick, "before.committed") - number(quick, "after.committed"))
        .isGreaterThan(100 * MIB);
    assertThat(slow).containsEntry("available", "false");
    assertThat(slow.get("detail")).contains("300 s").contains("ZUncommitDelay=5");
  }

  @Test
  void parallelIsUnavailableAndSaysWhy() throws Exception {
    Map<String, String> child = child("calm", "-XX:+UseParallelGC", "-Xms16m", "-Xmx512m");

    assertThat(child).containsEntry("available", "false");
    assertThat(child.get("detail")).contains("Parallel").contains("-XX:+UseG1GC");
  }

  @Test
  void heapOfFixedSizeIsUnavailableAndSaysWhy() throws Exception {
    for (String collector : List.of("-XX:+UseG1GC", "-XX:+UseSerialGC")) {
      Map<String, String> child = child("calm", collector, "-Xms256m", "-Xmx256m");

      assertThat(child).containsEntry("available", "false");
      assertThat(child.get("detail"))
          .contains("may not shrink below 256 MiB of at most 256 MiB")
          .contains("-Xms");
    }
  }

  private static void assertFreed(Map<String, String> child, long leastMib) {
    assertThat(number(child, "before.resident") - number(child, "after.resident"))
        .as("resident bytes given back, of %s", child)
        .isGreaterThan(leastMib * MIB);
  }

  private static void assertFlagsAsBefore(Map<String, String> child) {
    for (String flag : List.of("MinHeapFreeRatio", "MaxHeapFreeRatio", "G1PeriodicGCInterval")) {
      assertThat(child.get("after." + flag)).as(flag).isEqualTo(child.get("before." + flag));
    }
    assertThat(child).containsEntry("after.MaxHeapFreeRatio", "70");
  }

  private static long number(Map<String, String> child, String name) {
    return Long.parseLong(child.get(name));
  }

  private static Map<String, String> child(String how, String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-XX:TieredStopAtLevel=1");
    return ChildJvm.run(all, HeapReturnChild.class, how);
  }
}
