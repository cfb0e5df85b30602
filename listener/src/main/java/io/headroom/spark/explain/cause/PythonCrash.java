/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import java.util.List;
import java.util.Optional;

/**
 * A Python worker ended by a fault of its own (native library, fork, start), not by memory as far
 * as is seen.
 */
public final class PythonCrash implements Cause {

  @Override
  public String id() {
    return "python-crash";
  }

  @Override
  public String title() {
    return "Python worker crashed";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    PythonEnd end = PythonEnd.of(incident);
    if (end.traced()) {
      return found(
          incident, end, Confidence.CERTAIN, "crashed in native code (" + end.trace() + ")");
    }
    if (end.notStarted()) {
      return found(
          incident,
          end,
          Confidence.POSSIBLE,
          "did not start in time, as on a host that is out of CPU or memory");
    }
    if (!end.crashed()) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    boolean calm = !reports.none() && reports.largestShare() < 0.8 && reports.killsSeen() == 0;
    return found(
        incident,
        end,
        calm ? Confidence.LIKELY : Confidence.POSSIBLE,
        calm
            ? "ended without memory being short: the container held at most "
                + Amounts.percent(reports.largestShare())
                + " of its limit"
            : "ended unexpectedly, and why is not known");
  }

  private Optional<Finding> found(
      Incident incident, PythonEnd end, Confidence confidence, String what) {
    FindingBuilder draft =
        new FindingBuilder(this, incident, confidence)
            .says("A Python worker of %s %s.", Words.who(incident), what);
    end.line().ifPresent(draft::saw);
    if (end.traced()) {
      return draft
          .advise("Look at the native library that the trace names; memory settings are no remedy.")
          .finding();
    }
    return draft
        .advise(
            new Advised(
                "Let Python say where it crashed: with the fault handler a crash in native code leaves"
                    + " a trace, and a kill leaves none.",
                List.of(
                    new Setting("spark.python.worker.faulthandler.enabled", "true", "off now"))))
        .finding();
  }
}
