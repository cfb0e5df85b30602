/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.util.Map;

/**
 * What a driver process is asked to run.
 *
 * @param workload name of one in {@link io.headroom.spark.it.workload.Workloads}
 * @param conf Spark's configuration, complete
 * @param scratch a directory of this run's own
 * @param timeoutSeconds after which the run is given up
 */
public record Request(
    String workload, Map<String, String> conf, String scratch, long timeoutSeconds) {}
