/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Amounts.mib;

import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.KernelKill;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel's log says of an executor's end, and whether it was one by SIGKILL at all. */
final class KillEvidence {
  /** Kernel logs have a clock of their own, and removals come late. */
  private static final long NEAR_MILLIS = 150_000;

  /** Words that tell nothing of the end, or hide it: see {@code docs/causes/README.md}. */
  private static final Pattern MASK =
      Pattern.compile(
          "^\\s*Executor decommission:|^\\s*Executor killed by driver\\.|disassociated"
              + "|Executor Process Lost|AM is not yet registered|lost for unknown reasons");

  private static final Pattern WANTED =
      Pattern.compile("^\\s*Executor decommission:|^\\s*Executor killed by driver\\.");

  private static final Pattern CONTAINER_ID =
      Pattern.compile("container_(?:e\\d{1,9}_)?\\d{1,20}_\\d{1,10}_\\d{1,10}_\\d{1,10}");

  private final Incident incident;

  KillEvidence(Incident incident) {
    this.incident = incident;
  }

  /** Whether it ended by SIGKILL, or may have since the words hide how it ended. */
  boolean mayBeKilled() {
    if (Silence.timedOut(incident)) {
      // What is killed after its heartbeats stopped was not lost by that kill.
      return false;
    }
    return (incident.exitCode().isPresent() && incident.exitCode().getAsInt() != -1)
        ? ExitCode.isOneOf(incident, ExitCode.KILLED)
        : masked();
  }

  /** Whether there is no exit code and the words are such as stand for anything. */
  boolean masked() {
    return incident.exitCode().isEmpty()
        && incident.lossTexts().stream().anyMatch(text -> MASK.matcher(text).find());
  }

  /** Whether the words are those of an end that was asked for, which need not be a loss at all. */
  boolean maskedAsWanted() {
    return masked() && incident.lossTexts().stream().anyMatch(text -> WANTED.matcher(text).find());
  }

  /** The kernel's record of this very executor: its pid, or its container's cgroup. */
  Optional<KernelKill> named(KernelKill.Scope scope) {
    return incident.kernelKills().stream()
        .filter(kill -> kill.scope() == scope && near(kill) && names(kill))
        .findFirst();
  }

  /** A record of some Java process on that host at that time. */
  Optional<KernelKill> ofSomeJvm(KernelKill.Scope scope) {
    return incident.kernelKills().stream()
        .filter(kill -> kill.scope() == scope && near(kill) && kill.command().contains("java"))
        .findFirst();
  }

  /** A record of some Python process on that host at that time. */
  Optional<KernelKill> ofPython() {
    return incident.kernelKills().stream().filter(kill -> near(kill) && isPython(kill)).findFirst();
  }

  /** Whether the victim is a Python worker: forked from the daemon it may bear its name. */
  static boolean isPython(KernelKill kill) {
    return kill.command().contains("python") || kill.command().contains("pyspark");
  }

  /** For evidence: what the kernel wrote, in short. */
  static String line(KernelKill kill) {
    return String.format(
        "kernel log of %s: killed process %d (%s), anonymous %s%s",
        kill.host().isEmpty() ? "the node" : kill.host(),
        kill.pid(),
        kill.command(),
        mib(kill.anonBytes()),
        kill.scope() == KernelKill.Scope.NODE
            ? ", for want of memory on the whole node"
            : ", cgroup " + (kill.cgroup().isEmpty() ? "not told" : kill.cgroup()));
  }

  private boolean near(KernelKill kill) {
    return kill.timeMillis() <= 0
        || Math.abs(kill.timeMillis() - incident.timeMillis()) <= NEAR_MILLIS;
  }

  private boolean names(KernelKill kill) {
    boolean pid =
        incident
            .lastReport()
            .filter(report -> report.pid() > 1 && report.pid() == kill.pid())
            .isPresent();
    return pid || containerId().filter(id -> inCgroup(kill, id)).isPresent();
  }

  private boolean inCgroup(KernelKill kill, String id) {
    return kill.command().contains("java")
        && (kill.cgroup().contains(id) || kill.taskCgroup().contains(id));
  }

  private Optional<String> containerId() {
    return incident.findInLoss(CONTAINER_ID).map(Matcher::group);
  }
}
