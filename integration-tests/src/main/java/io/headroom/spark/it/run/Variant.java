/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

/** Ways to run the same application, to be compared with each other. */
public enum Variant {
  /** Spark alone, in the container. */
  VANILLA,
  /** Spark alone, without a limit: what the job costs where memory is no matter. */
  ORACLE,
  /** With the plugin, in the container. */
  HEADROOM,
  /** With the plugin told to sense and tell but not to act, in the container. */
  OBSERVE;

  /** True where the executors' containers have their limit. */
  public boolean limited() {
    return this != ORACLE;
  }

  /** True where the plugin is switched on. */
  public boolean plugin() {
    return this == HEADROOM || this == OBSERVE;
  }
}
