/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

/** {@code local[4]}: driver and executor are one process in one container. */
record LocalMode() implements Workload {
  @Override
  public String name() {
    return "local";
  }

  @Override
  public String description() {
    return "local[4]: 8 tasks growing 200 MiB native, driver and executor in one container";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, 4, 512, 864);
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public String run(RunContext context) {
    return NativeGrowth.grow(context.spark(), 8, Growth.of(200, 2000));
  }
}
