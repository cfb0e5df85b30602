/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.util.List;
import java.util.Map;

/** The list of all workloads. */
public final class Workloads {
  private static final List<Workload> ALL =
      List.of(
          new NativeGrowth(
              "native",
              "8 tasks on 4 slots, each growing 200 MiB native over 2 s",
              Sizing.STANDARD,
              8,
              Growth.of(200, 2000),
              Map.of()),
          new NativeGrowth(
              "native-fast",
              "8 tasks on 4 slots, each growing 200 MiB native over 0.3 s",
              Sizing.STANDARD,
              8,
              Growth.of(200, 300),
              Map.of()),
          new NativeGrowth(
              "uninterruptible",
              "8 tasks on 4 slots, each growing 200 MiB native over 2 s, deaf to interrupts",
              Sizing.STANDARD,
              8,
              Growth.of(200, 2000).ignoringInterrupts(),
              Map.of()),
          new HeapThenNative("heap-g1", "-XX:+UseG1GC"),
          new HeapThenNative("heap-serial", "-XX:+UseSerialGC"),
          new ArenaHoard(),
          new Skew(),
          // The kernel kills workers rather than the executor: they are the larger processes.
          new PythonGrowth("python", Sizing.STANDARD, 8, 200, 2),
          new PageCache(),
          new TpchQueries("tpch", 0.2),
          new TpchQueries("tpch-answers", 0.01),
          new BarrierStage(),
          new Speculation(),
          new CancelledJob(),
          new DynamicAllocation(),
          new TrigramIndex(0.5, 896),
          new LocalMode());

  private Workloads() {}

  /** A little of the same, to warm up a driver's JVM; none of the list. */
  public static Workload warmUp() {
    return new NativeGrowth(
        "warm-up", "4 tasks growing 4 MiB", Sizing.STANDARD, 4, Growth.of(4, 10), Map.of());
  }

  /** All of them. */
  public static List<Workload> all() {
    return ALL;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no workload "
                        + name
                        + "; there are "
                        + ALL.stream().map(Workload::name).toList()));
  }
}
