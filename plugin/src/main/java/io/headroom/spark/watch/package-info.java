/* SPDX-License-Identifier: Apache-2.0 */
/** The loop that both halves run over their own process: sense, judge, tell. */
package io.headroom.spark.watch;
