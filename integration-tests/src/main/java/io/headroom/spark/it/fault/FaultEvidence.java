/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.RunResult;
import java.nio.file.Path;

/**
 * What one run of a fault left behind.
 *
 * @param result the run
 * @param words what Spark said, as the fault expects it; empty where it said nothing of the kind
 * @param driverLog the driver's log of this run
 * @param eventLog its event log
 */
public record FaultEvidence(RunResult result, String words, Path driverLog, Path eventLog) {}
