/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Flags of the running HotSpot virtual machine, by name. A flag that this JVM does not know is
 * absent, never an exception. Thread-safe.
 */
final class VmFlags {
  private final HotSpotDiagnosticMXBean bean;

  private VmFlags(HotSpotDiagnosticMXBean bean) {
    this.bean = bean;
  }

  /** Flags of this JVM; empty on a virtual machine that is not HotSpot. */
  static Optional<VmFlags> ofThisJvm() {
    return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
        .map(VmFlags::new);
  }

  /** The flag's value as text; empty where this JVM does not have the flag. */
  Optional<String> text(String name) {
    try {
      return Optional.of(bean.getVMOption(name).getValue());
    } catch (IllegalArgumentException noSuchFlag) {
      return Optional.empty();
    }
  }

  /** The flag's value as a number; empty where this JVM does not have it or it is not one. */
  OptionalLong number(String name) {
    try {
      return OptionalLong.of(Long.parseLong(bean.getVMOption(name).getValue()));
    } catch (IllegalArgumentException noSuchFlagOrNoNumber) {
      return OptionalLong.empty();
    }
  }

  boolean isTrue(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  /** True where the flag exists and may be changed while the JVM runs. */
  boolean manageable(String name) {
    try {
      VMOption option = bean.getVMOption(name);
      return option.isWriteable();
    } catch (IllegalArgumentException noSuchFlag) {
      return false;
    }
  }

  /**
   * Changes a manageable flag.
   *
   * @throws IllegalArgumentException if the flag does not exist or the JVM refuses the value, for
   *     example a MinHeapFreeRatio above MaxHeapFreeRatio
   */
  void set(String name, long value) {
    bean.setVMOption(name, Long.toString(value));
  }
}
