/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Why it happened: facts are joined to incidents, each incident is put before every {@link
 * io.headroom.spark.explain.Cause}, and the best finding is told in one sentence with its evidence
 * and the lines to paste. Pure: no clock, no file and no Spark type.
 */
package io.headroom.spark.explain;
