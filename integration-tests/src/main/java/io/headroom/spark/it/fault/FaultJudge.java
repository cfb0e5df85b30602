/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import java.util.List;

/** Judges what was told of a fault against what was done. */
final class FaultJudge {
  private FaultJudge() {}

  /** With the plugin on: every loss must be put down to the cause, and as more than possible. */
  static Verdict withPlugin(Fault fault, List<Told> told) {
    List<Told> losses = told.stream().filter(Told::aboutALoss).toList();
    boolean right =
        !losses.isEmpty()
            && losses.stream().allMatch(t -> t.sure() && t.cause().equals(fault.cause()));
    return right ? Verdict.RIGHT : Verdict.WRONG;
  }

  /**
   * From an event log without the plugin: every loss must be put down to the cause, or told as not
   * to be known where a fault of another kind leaves the same log.
   */
  static Verdict withoutPlugin(Fault fault, List<Told> told) {
    List<Told> losses = told.stream().filter(Told::aboutALoss).toList();
    if (losses.isEmpty()) {
      return Verdict.WRONG;
    }
    if (losses.stream()
        .allMatch(t -> t.cause().equals(fault.cause()) && !t.saysItCannotBeKnown())) {
      return Verdict.RIGHT;
    }
    boolean honest =
        losses.stream()
            .allMatch(
                t ->
                    t.cause().equals(fault.cause())
                        || (t.saysItCannotBeKnown() && fault.lookAlikes().contains(t.cause())));
    return honest ? Verdict.UNKNOWABLE : Verdict.WRONG;
  }

  /** Certain of a cause that it was not: worse than not to know. */
  static boolean certainAndWrong(Fault fault, List<Told> told) {
    return told.stream()
        .filter(Told::aboutALoss)
        .anyMatch(t -> t.confidence().equals("certain") && !t.cause().equals(fault.cause()));
  }
}
