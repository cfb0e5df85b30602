/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import java.io.IOException;

/** The machine does not allow a fault to be brought about; the message says what it lacks. */
public final class MachineLacksException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * With what is lacking.
   *
   * @param what such as "swap", as {@code bin/count-tests.py} knows it
   * @param cause the machine's answer
   */
  MachineLacksException(String what, IOException cause) {
    super("SKIPPED: no " + what + ": " + cause.getMessage(), cause);
  }
}
