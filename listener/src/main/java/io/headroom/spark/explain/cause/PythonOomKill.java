/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.ContainerSize;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import io.headroom.spark.explain.advice.PythonSize;
import io.headroom.spark.record.KernelKill;
import java.util.Optional;

/** The kernel killed a Python worker at the container's limit, and the executor lived on. */
public final class PythonOomKill implements Cause {
  /** A worker's end makes room at once, so the share is looked for over all last reports. */
  private static final double NEAR_LIMIT = 0.9;

  @Override
  public String id() {
    return "python-oom-kill";
  }

  @Override
  public String title() {
    return "Python worker killed at the memory limit of the container";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    boolean counted = incident.kind() == Incident.Kind.PROCESS_KILLED;
    PythonEnd end = PythonEnd.of(incident);
    if (end.traced() || (!counted && !end.crashed())) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    KillEvidence kill = new KillEvidence(incident);
    Optional<KernelKill> record = kill.ofPython();
    // A kernel log holds kills in other containers too: alone it names no executor.
    boolean rose = reports.killsSeen() > 0 || (counted && end.crashed());
    boolean python =
        record.isPresent() || end.crashed() || reports.largest(r -> r.memory().pythonBytes()) > 0;
    if (rose && python) {
      return otherVictim(incident)
          ? Optional.empty()
          : found(incident, reports, record, Confidence.CERTAIN);
    }
    double share = reports.largestShare();
    if (record.isPresent() || share >= NEAR_LIMIT) {
      return found(incident, reports, record, Confidence.LIKELY);
    }
    return end.crashed() && reports.none()
        ? found(incident, reports, record, Confidence.POSSIBLE)
        : Optional.empty();
  }

  /** Whether the kernel's log names what was killed, and it is no Python. */
  private static boolean otherVictim(Incident incident) {
    return !incident.kernelKills().isEmpty()
        && incident.kernelKills().stream().noneMatch(KillEvidence::isPython);
  }

  private Optional<Finding> found(
      Incident incident, LastReports reports, Optional<KernelKill> record, Confidence confidence) {
    InForce inForce = InForce.of(incident);
    Optional<Held> held = Held.ofFullest(reports);
    String killed =
        String.format(
            "%s a Python worker of %s at the container limit",
            confidence == Confidence.CERTAIN
                ? "The kernel killed"
                : confidence == Confidence.LIKELY
                    ? "The kernel most likely killed"
                    : "The kernel may have killed",
            Words.who(incident));
    FindingBuilder draft =
        new FindingBuilder(this, incident, confidence)
            .says(
                killed
                    + held.map(h -> ": " + h.sentence()).orElse("")
                    + "; the executor itself lived on.");
    record.ifPresent(kill -> draft.saw(KillEvidence.line(kill)));
    if (reports.killsSeen() > 0) {
      draft.saw(
          "the container's count of OOM kills rose by " + reports.killsSeen() + " while it ran");
    }
    PythonEnd.of(incident).line().ifPresent(draft::saw);
    if (confidence == Confidence.POSSIBLE) {
      draft.saw("no trace of Python's fault handler, as after SIGKILL; it may also be turned off");
    }
    PythonSize python = new PythonSize(inForce);
    draft.advise(
        held.map(h -> new ContainerSize(inForce).advise(h.besideHeapAtLimit(), h.limit()))
            .orElseGet(() -> new ContainerSize(inForce).adviseUnmeasured()));
    return draft
        .advise(python.smallerBatches())
        .advise(new Parallelism(inForce).fewerCores())
        .advise("A larger spark.executor.memory is no remedy: Python workers live beside the heap.")
        .finding();
  }
}
