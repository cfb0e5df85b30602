/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.DiagnosticCommands;
import io.headroom.spark.sense.Capability;
import java.time.Duration;

/** Finds the recipe for the collector that this JVM runs with. */
final class HeapReturnRecipes {
  static final String NAME = "heap return";

  /** A floor above this share of the largest heap leaves too little to be given back. */
  private static final double HIGHEST_FLOOR = 0.95;

  private HeapReturnRecipes() {}

  /** The recipe for this JVM; where there is none, one that says why not. Never throws. */
  static HeapReturnRecipe ofThisJvm() {
    try {
      return VmFlags.ofThisJvm()
          .map(flags -> of(flags, DiagnosticCommands.ofThisJvm()))
          .orElseGet(() -> new None("this JVM is not HotSpot"));
    } catch (RuntimeException | LinkageError e) {
      return new None("the JVM's management beans cannot be used: " + e);
    }
  }

  private static HeapReturnRecipe of(VmFlags flags, DiagnosticCommands commands) {
    if (flags.isTrue("UseG1GC")) {
      return new G1Return(flags, commands);
    }
    if (flags.isTrue("UseSerialGC")) {
      return new SerialReturn(flags, commands);
    }
    if (flags.isTrue("UseShenandoahGC")) {
      return ConcurrentReturn.shenandoah(flags, commands);
    }
    if (flags.isTrue("UseZGC")) {
      return ConcurrentReturn.zgc(flags, commands);
    }
    if (flags.isTrue("UseParallelGC")) {
      return new None("the Parallel collector does not shrink its heap; start with -XX:+UseG1GC");
    }
    return new None("this JVM's collector is not known to give memory back");
  }

  static Capability unavailable(String because) {
    return Capability.unavailable(NAME, because);
  }

  /**
   * Available by the given way, unless the heap may not shrink or a flag cannot be changed at run
   * time.
   */
  static Capability where(String how, VmFlags flags, long floorBytes, String... manageable) {
    long max = flags.number("MaxHeapSize").orElse(Long.MAX_VALUE);
    if (floorBytes >= HIGHEST_FLOOR * max) {
      return unavailable(
          "the heap may not shrink below "
              + (floorBytes >> 20)
              + " MiB of at most "
              + (max >> 20)
              + " MiB; start with a small -Xms, on Kubernetes by spark.executorEnv._JAVA_OPTIONS");
    }
    for (String flag : manageable) {
      if (!flags.manageable(flag)) {
        return unavailable("this JVM does not let " + flag + " be changed at run time");
      }
    }
    return Capability.available(NAME, how);
  }

  /** Stands for a collector that gives nothing back. */
  private record None(Capability capability) implements HeapReturnRecipe {
    None(String because) {
      this(unavailable(because));
    }

    @Override
    public long floorBytes() {
      return Long.MAX_VALUE;
    }

    @Override
    public Duration settling() {
      return Duration.ZERO;
    }

    @Override
    public Remedy.Running begin(Need need) {
      throw new IllegalStateException(capability.toString());
    }
  }
}
