/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.util.Objects;

/**
 * Something Headroom can do or read here, or the reason why not. Immutable.
 *
 * @param name what it is, in the field's words: "cgroup memory", "memory PSI", "heap return"
 * @param detail how it works here where it does, the reason where it does not
 */
public record Capability(String name, boolean available, String detail) {
  public Capability {
    Objects.requireNonNull(name);
    Objects.requireNonNull(detail);
  }

  public static Capability available(String name, String how) {
    return new Capability(name, true, how);
  }

  public static Capability unavailable(String name, String because) {
    return new Capability(name, false, because);
  }

  @Override
  public String toString() {
    return available ? name + ": " + detail : name + ": unavailable because " + detail;
  }
}
