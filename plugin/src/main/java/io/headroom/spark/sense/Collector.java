/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.util.Collection;

/** The garbage collector this JVM runs, told by the names of its beans. */
public enum Collector {
  SERIAL,
  PARALLEL,
  G1,
  ZGC,
  SHENANDOAH,
  /** None of those known here (Epsilon, or another JVM than HotSpot). */
  UNKNOWN;

  private static final String NAME = "heap return";

  /**
   * The longest {@code ZUncommitDelay} (seconds) that still lets ZGC help in time. The default of
   * 300 gave nothing back within 10 s, 2 did; the delay cannot be changed at run time.
   */
  private static final long USEFUL_UNCOMMIT_DELAY_SECONDS = 60;

  /** Tells the collector by the names of the {@code GarbageCollectorMXBean}s. */
  public static Collector of(Collection<String> beanNames) {
    for (String name : beanNames) {
      if (name.startsWith("G1 ")) {
        return G1;
      } else if (name.startsWith("PS ")) {
        return PARALLEL;
      } else if (name.startsWith("ZGC")) {
        return ZGC;
      } else if (name.startsWith("Shenandoah")) {
        return SHENANDOAH;
      } else if (name.equals("Copy") || name.equals("MarkSweepCompact")) {
        return SERIAL;
      }
    }
    return UNKNOWN;
  }

  /**
   * Whether this JVM can give heap back to the operating system while it runs, and if not, why not.
   * Measured on JDK 17 and 25: Parallel returned nothing in any way; with the minimum heap at the
   * maximum (the stock Kubernetes entrypoint sets it so) no collector returned anything.
   */
  public Capability canGiveBack(VmOptions options) {
    long max = options.number("MaxHeapSize");
    if (Reading.known(max) && options.number("MinHeapSize") == max) {
      return Capability.unavailable(
          NAME, "the minimum heap is the maximum heap (-Xms = -Xmx), so the heap never shrinks");
    }
    return switch (this) {
      case G1 -> Capability.available(NAME, "G1 shrinks the heap after a concurrent cycle");
      case SERIAL -> Capability.available(NAME, "Serial shrinks the heap over several collections");
      case PARALLEL ->
          Capability.unavailable(NAME, "the Parallel collector does not shrink the heap");
      case SHENANDOAH ->
          options.isFalse("ShenandoahUncommit")
              ? Capability.unavailable(NAME, "ShenandoahUncommit is off")
              : Capability.available(NAME, "Shenandoah uncommits after a collection");
      case ZGC -> zgc(options);
      case UNKNOWN -> Capability.unavailable(NAME, "the collector is not known");
    };
  }

  private static Capability zgc(VmOptions options) {
    if (options.isFalse("ZUncommit")) {
      return Capability.unavailable(NAME, "ZUncommit is off");
    }
    long delay = options.number("ZUncommitDelay");
    return Reading.known(delay) && delay <= USEFUL_UNCOMMIT_DELAY_SECONDS
        ? Capability.available(NAME, "ZGC uncommits after " + delay + " s (ZUncommitDelay)")
        : Capability.unavailable(
            NAME,
            "ZUncommitDelay is "
                + (Reading.known(delay) ? delay + " s" : "unknown")
                + ", too long to help; start with -XX:ZUncommitDelay="
                + USEFUL_UNCOMMIT_DELAY_SECONDS
                + " or less");
  }
}
