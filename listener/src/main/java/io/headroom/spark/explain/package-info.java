/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Why it happened: facts are joined to incidents, each incident is put before every {@link
 * io.headroom.spark.explain.Cause}, and the best finding is told in one sentence with its evidence
 * and the lines to paste. Pure: no clock, no file and no Spark type.
 *
 * <p>{@link io.headroom.spark.explain.Explainer} is the whole way. On it, {@link
 * io.headroom.spark.explain.ApplicationMemory} remembers what holds for the application, {@link
 * io.headroom.spark.explain.IncidentJoiner} waits until the facts of an incident have come in,
 * {@link io.headroom.spark.explain.Diagnostician} ranks what the causes find, {@link
 * io.headroom.spark.explain.Diagnoses} decides what is worth telling, and {@link
 * io.headroom.spark.explain.DiagnosisText} says it.
 */
package io.headroom.spark.explain;
