/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import java.util.List;

/** The list of all faults. */
public final class Faults {
  private static final List<Fault> ALL =
      List.of(
          new ContainerKill(),
          new HeapExhaustion(),
          new SwapThrash(),
          new LongCollections(),
          new CpuThrottle(),
          new StoppedProcess(),
          new KillByHand(),
          new PythonChildKill(),
          new FullDisk());

  private Faults() {}

  /** All of them. */
  public static List<Fault> all() {
    return ALL;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Fault named(String name) {
    return ALL.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no fault " + name + "; there are " + ALL.stream().map(Fault::name).toList()));
  }
}
