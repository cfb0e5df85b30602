/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.record.ExecutorReport;

/** Tells the tasks' side of a report. Called from the sampling thread and from gauges. */
public interface TaskFigures {
  ExecutorReport.Tasks now();
}
