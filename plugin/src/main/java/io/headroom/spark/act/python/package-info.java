/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Pausing of Python workers: who is at work, who is stopped, and how signals reach them.
 *
 * <p>Whatever is stopped goes on again: on relief, at task end, at shutdown, after a bound, and
 * when this JVM is killed, which the shell that sends the signals notices and makes good.
 */
package io.headroom.spark.act.python;
