/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.Advised;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.InForce;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The driver's heap was too small for a broadcast, a collected result, or what it keeps of the
 * application.
 */
public final class DriverOom implements Cause {
  private static final Pattern BROADCAST =
      Pattern.compile("Not enough memory to build and broadcast the table[^\\n]{0,60}");
  private static final Pattern TOO_LARGE =
      Pattern.compile("Cannot broadcast the table (?:that is larger than|over)[^\\n]*");
  private static final Pattern HEAP = Pattern.compile("java\\.lang\\.OutOfMemoryError[^\\n]*");

  @Override
  public String id() {
    return "driver-oom";
  }

  @Override
  public String title() {
    return "Driver out of memory";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> broadcast = Words.ofLoss(incident, BROADCAST);
    Optional<Matcher> tooLarge = Words.ofLoss(incident, TOO_LARGE);
    InForce inForce = InForce.of(incident);
    if (broadcast.isPresent() || tooLarge.isPresent()) {
      return byBroadcast(incident, broadcast, tooLarge, inForce);
    }
    Optional<Matcher> heap =
        incident.kind() == Incident.Kind.JOB_FAILED || incident.executorId().equals("driver")
            ? Words.ofDriver(incident, HEAP)
            : Optional.empty();
    if (heap.isEmpty()) {
      return Optional.empty();
    }
    LastReports driver = new LastReports(incident.driverReports(), incident.timeMillis());
    long peak = driver.largest(report -> report.memory().heapUsedBytes());
    return new FindingBuilder(this, incident, Confidence.CERTAIN)
        .severity(Severity.CRITICAL)
        .says(
            "The driver ran out of memory with a heap of %s%s.",
            Amounts.mib(inForce.driverHeapBytes()),
            peak > 0 ? ", of which " + Amounts.mib(peak) + " were seen in use" : "")
        .saw(Words.quote(heap.get()))
        .advise("Bring less to the driver: write results instead of collect() or toPandas().")
        .advise(new HeapSize(inForce).adviseDriver())
        .finding();
  }

  private Optional<Finding> byBroadcast(
      Incident incident, Optional<Matcher> memory, Optional<Matcher> size, InForce inForce) {
    return new FindingBuilder(this, incident, Confidence.CERTAIN)
        .says(
            memory.isPresent()
                ? "The driver, with a heap of %s, could not hold a table that was to be broadcast."
                : "A table was to be broadcast that is larger than Spark can broadcast (driver heap"
                    + " %s).",
            Amounts.mib(inForce.driverHeapBytes()))
        .saw(memory.or(() -> size).map(Words::quote).orElse(""))
        .advise(
            new Advised(
                "Do not broadcast it: the statistics that chose it were too small, or a hint asked for"
                    + " it.",
                List.of(
                    new Setting(
                        "spark.sql.autoBroadcastJoinThreshold",
                        "-1",
                        "turns automatic broadcasts off; hints must go too"))))
        .advise(
            memory.isPresent()
                ? Optional.of(new HeapSize(inForce).adviseDriver())
                : Optional.empty())
        .finding();
  }
}
