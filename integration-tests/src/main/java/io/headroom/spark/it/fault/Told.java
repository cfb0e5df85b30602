/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

/**
 * What was told of one incident.
 *
 * @param what happened, in the words before the first colon: "executor 0 on 127.0.0.1 lost"
 * @param cause id of the cause
 * @param confidence possible, likely or certain
 * @param sentence the explanation
 * @param consequence whether it was told as the consequence of another incident
 */
public record Told(
    String what, String cause, String confidence, String sentence, boolean consequence) {
  private static final String CANNOT_BE_KNOWN = "cannot be known";

  /** Whether it is about something lost, and not a warning before, nor the job that ended by it. */
  public boolean aboutALoss() {
    return !consequence && !what.contains(" silent") && !what.matches("job .*failed.*");
  }

  /** True where it is held for more than one possibility. */
  public boolean sure() {
    return !confidence.equals("possible");
  }

  /** True where it says that the cause is not to be known from what there is. */
  public boolean saysItCannotBeKnown() {
    return !sure() && sentence.contains(CANNOT_BE_KNOWN);
  }

  @Override
  public String toString() {
    return what + ": " + sentence + " [" + confidence + ": " + cause + "]";
  }
}
