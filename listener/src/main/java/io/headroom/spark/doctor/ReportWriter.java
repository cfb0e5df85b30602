/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.io.IOException;

/**
 * Tells what was found, one application at a time, so that nothing of an application is kept once
 * it has been told. Not thread-safe.
 */
public interface ReportWriter {
  /** Tells of one application. */
  void application(ApplicationReport report) throws IOException;

  /** Tells of the whole, after the last application. */
  void end(Outcome outcome) throws IOException;
}
