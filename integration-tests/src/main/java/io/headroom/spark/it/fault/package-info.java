/* SPDX-License-Identifier: Apache-2.0 */
/** Executors lost on purpose, in every way a machine allows, and whether the cause is told. */
package io.headroom.spark.it.fault;
