/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What Spark says when executors go, and how it is told to say it soon. */
final class SparkWords {
  /** Of an executor that does not answer ({@code HeartbeatReceiver}). */
  static final Pattern HEARTBEAT =
      Pattern.compile("Lost executor \\d+ on \\S+: Executor heartbeat timed out after \\d+ ms");

  /** Of one that ended by SIGKILL, by whomsoever (Standalone's {@code ExecutorRunner}). */
  static final Pattern KILLED =
      Pattern.compile("Lost executor \\d+ on \\S+: Command exited with code 137");

  /** Nothing in an event log tells the causes of a missed heartbeat apart for sure. */
  static final Set<String> SILENT =
      Set.of(
          "heartbeat-swap",
          "heartbeat-gc",
          "heartbeat-throttled",
          "heartbeat-stopped",
          "heartbeat-thread-dead",
          "heartbeat-driver",
          "heartbeat-network",
          "heartbeat-unknown");

  /** Nor who sent a SIGKILL. */
  static final Set<String> SIGKILL =
      Set.of("container-oom-kill", "node-oom-kill", "killed-signal", "vanished");

  /** The first loss ends the job. */
  static final Map<String, String> ONE_FAILURE = Map.of("spark.task.maxFailures", "1");

  /**
   * The same, and an executor that is silent for eight seconds is given up. The interval at which
   * the driver looks adds up to two more.
   */
  static final Map<String, String> SHORT_HEARTBEATS =
      Map.of(
          "spark.task.maxFailures", "1",
          "spark.executor.heartbeatInterval", "1s",
          "spark.network.timeout", "8s",
          "spark.network.timeoutInterval", "2s");

  private SparkWords() {}
}
