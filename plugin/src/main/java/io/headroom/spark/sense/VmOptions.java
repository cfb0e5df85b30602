/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The flags this JVM runs with. Immutable; safe for use by any thread. */
public final class VmOptions {
  private final Function<String, Optional<String>> lookup;

  /**
   * @param lookup from the name of a flag to its value; empty for a flag this JVM does not have
   */
  public VmOptions(Function<String, Optional<String>> lookup) {
    this.lookup = Objects.requireNonNull(lookup);
  }

  /** The flags of the running JVM; on a JVM other than HotSpot every flag is absent. */
  public static VmOptions ofThisJvm() {
    HotSpotDiagnosticMXBean bean;
    try {
      bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    } catch (RuntimeException e) {
      bean = null;
    }
    return of(bean);
  }

  private static VmOptions of(HotSpotDiagnosticMXBean bean) {
    return new VmOptions(
        name -> {
          try {
            return bean == null ? Optional.empty() : Optional.of(bean.getVMOption(name).getValue());
          } catch (RuntimeException e) {
            return Optional.empty(); // This JVM has no such flag.
          }
        });
  }

  /** A flag's number; {@link Reading#UNKNOWN} where the flag is absent or no number. */
  public long number(String name) {
    try {
      return lookup.apply(name).map(Long::parseLong).orElse(Reading.UNKNOWN);
    } catch (NumberFormatException e) {
      return Reading.UNKNOWN;
    }
  }

  /** True where the flag is there and off. */
  public boolean isFalse(String name) {
    return lookup.apply(name).map("false"::equals).orElse(false);
  }

  /** True where the flag is there and on. */
  public boolean isTrue(String name) {
    return lookup.apply(name).map("true"::equals).orElse(false);
  }
}
