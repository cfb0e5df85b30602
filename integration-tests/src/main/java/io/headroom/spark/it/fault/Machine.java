/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.CgroupBase;
import java.nio.file.Path;

/**
 * What a fault may use of the machine.
 *
 * @param cgroups where the executors' containers are
 * @param directory on a disk; removed after the last run
 */
public record Machine(CgroupBase cgroups, Path directory) {}
