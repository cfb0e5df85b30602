/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.io.PrintStream;

/** One line for each application that lost something, and none for the others. */
public final class HeadlineReport implements ReportWriter {
  private final PrintStream out;

  /** Writes to a stream that the caller owns. */
  public HeadlineReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void application(ApplicationReport report) {
    if (!report.healthy()) {
      out.println(TextReport.title(report) + ": " + report.headline());
    }
  }

  @Override
  public void end(Outcome outcome) {}
}
