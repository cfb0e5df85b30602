/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workload;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A way to lose an executor, or a process of it, brought about on purpose. A new one is one class
 * and a line in {@link Faults}.
 */
public interface Fault {
  /** Its name on command lines and in files; letters, digits and dashes. */
  String name();

  /** What is done, in one line. */
  String description();

  /** Id of the cause that a diagnosis has to name. */
  String cause();

  /**
   * Ids of the causes that an event log without the plugin cannot tell apart from this one. Naming
   * one of them as no more than possible is honest there; with the plugin on it is wrong.
   */
  Set<String> lookAlikes();

  /** What Spark itself says of it, somewhere in the driver's log. */
  Pattern words();

  /** The application it is done to. */
  Workload workload();

  /** How the plugin is switched on for it. Where it would prevent the fault it only observes. */
  Variant withPlugin();

  /**
   * Prepares the machine for one run.
   *
   * @param machine what may be used
   * @throws MachineLacksException where the machine does not allow it, with the reason
   */
  default Armed arm(Machine machine) throws MachineLacksException {
    return Armed.BY_THE_WORKLOAD;
  }
}
