/* SPDX-License-Identifier: Apache-2.0 */
/** The executor half: wires sense, judge and act together on each executor. */
package io.headroom.spark.executor;
