/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

/**
 * What became of the task attempts of an application.
 *
 * @param succeeded ended well
 * @param failed ended with anything else but a kill
 * @param shed killed by Headroom, by the reason Spark reports
 * @param killedOtherwise killed by cancellation or speculation
 * @param longestSeconds the longest attempt, its wait at the gate included
 */
public record Tasks(
    int succeeded, int failed, int shed, int killedOtherwise, double longestSeconds) {
  /** Nothing ran. */
  public static final Tasks NONE = new Tasks(0, 0, 0, 0, 0);
}
