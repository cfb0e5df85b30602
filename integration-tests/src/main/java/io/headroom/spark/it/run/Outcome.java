/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

/** How an application ended. */
public enum Outcome {
  /** It gave its result. */
  FINISHED,
  /** It threw; the message is Spark's. */
  FAILED,
  /** It gave no result within its time. */
  TIMED_OUT,
  /** Its driver process died. */
  DRIVER_DIED
}
