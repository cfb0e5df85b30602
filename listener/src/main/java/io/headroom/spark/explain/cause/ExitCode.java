/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Incident;

/**
 * Exit codes of executors: Spark's own ({@code ExecutorExitCode}, {@code SparkExitCode}), those of
 * the JVM's options, 128 + signal, and YARN's negative ones ({@code ContainerExitStatus}).
 */
final class ExitCode {
  static final int EXIT_ON_OUT_OF_MEMORY = 3;
  static final int UNCAUGHT = 50;
  static final int UNCAUGHT_TWICE = 51;
  static final int OUT_OF_MEMORY = 52;
  static final int NO_LOCAL_DIRECTORY = 53;
  static final int NO_HEARTBEAT = 56;
  static final int TASK_REAPER = 57;
  static final int BLOCK_MANAGER = 58;
  static final int ABORTED = 134;
  static final int KILLED = 137;
  static final int SEGMENTATION_FAULT = 139;
  static final int TERMINATED = 143;
  static final int YARN_NODE_LOST = -100;
  static final int YARN_DISKS_FAILED = -101;
  static final int YARN_PREEMPTED = -102;
  static final int YARN_VIRTUAL_MEMORY = -103;
  static final int YARN_PHYSICAL_MEMORY = -104;
  static final int YARN_BY_APPLICATION = -105;
  static final int YARN_BY_RESOURCE_MANAGER = -106;
  static final int YARN_AFTER_APPLICATION = -107;
  static final int YARN_BY_SCHEDULER = -108;

  private ExitCode() {}

  /** Whether the executor ended with one of these. */
  static boolean isOneOf(Incident incident, int... codes) {
    int code = incident.exitCode().orElse(Integer.MIN_VALUE);
    for (int wanted : codes) {
      if (code == wanted) {
        return true;
      }
    }
    return false;
  }

  /**
   * How sure a cause is that the JVM itself told: certain, but only likely where somebody else
   * ended the executor after that.
   */
  static Confidence sure(Incident incident) {
    boolean outside =
        incident.kind() == Incident.Kind.EXECUTOR_LOST
            && (isOneOf(incident, KILLED, TERMINATED, SEGMENTATION_FAULT)
                || incident.exitCode().orElse(0) <= YARN_NODE_LOST);
    return outside ? Confidence.LIKELY : Confidence.CERTAIN;
  }

  /** For evidence: "exit code 137 (SIGKILL)"; empty where there is none. */
  static String line(Incident incident) {
    return incident.exitCode().isEmpty()
        ? ""
        : "exit code " + incident.exitCode().getAsInt() + meaning(incident.exitCode().getAsInt());
  }

  private static String meaning(int code) {
    return switch (code) {
      case EXIT_ON_OUT_OF_MEMORY -> " (the JVM's, with -XX:+ExitOnOutOfMemoryError)";
      case UNCAUGHT, UNCAUGHT_TWICE -> " (uncaught exception)";
      case OUT_OF_MEMORY -> " (OutOfMemoryError)";
      case NO_LOCAL_DIRECTORY -> " (no local directory)";
      case NO_HEARTBEAT -> " (heartbeats did not reach the driver)";
      case TASK_REAPER -> " (task reaper)";
      case BLOCK_MANAGER -> " (block manager could not register again)";
      case ABORTED -> " (SIGABRT)";
      case KILLED -> " (SIGKILL)";
      case SEGMENTATION_FAULT -> " (SIGSEGV)";
      case TERMINATED -> " (SIGTERM)";
      default -> "";
    };
  }
}
