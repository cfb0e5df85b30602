/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

/** Memory cgroups cannot be made here; the message says what was tried and what it answered. */
public final class CgroupsUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason given.
   *
   * @param reason what was tried, and the answer
   */
  public CgroupsUnavailableException(String reason) {
    super(reason);
  }
}
