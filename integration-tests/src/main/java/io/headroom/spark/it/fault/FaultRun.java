/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import java.util.List;

/**
 * A fault brought about once, as kept in the file of the runs.
 *
 * @param round from 1
 * @param fault its name
 * @param variant how the plugin was switched on, or VANILLA for the Doctor alone
 * @param evidence name under which its logs are kept
 * @param words what Spark said
 * @param seconds from asking for a context to the end of the job
 * @param told what was told of it
 * @param verdict what that was worth
 */
public record FaultRun(
    int round,
    String fault,
    Variant variant,
    String evidence,
    String words,
    double seconds,
    List<Told> told,
    Verdict verdict) {

  /** Whether it counts. */
  boolean judged() {
    return verdict != Verdict.NOT_BROUGHT_ABOUT;
  }

  /** The same with what is told of its logs now. */
  FaultRun with(List<Told> toldNow, Verdict verdictNow) {
    return new FaultRun(round, fault, variant, evidence, words, seconds, toldNow, verdictNow);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "round %d  %-14s %-8s %-17s %5.1f s  %s",
                round, fault, variant, verdict, seconds, words));
    told.forEach(t -> text.append("\n    ").append(t));
    return text.toString();
  }
}
