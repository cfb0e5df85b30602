/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.MetaspaceSize;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM had no room for more classes. */
public final class Metaspace implements Cause {
  private static final Pattern TEXT =
      Pattern.compile("OutOfMemoryError: (Metaspace|Compressed class space)");

  @Override
  public String id() {
    return "metaspace";
  }

  @Override
  public String title() {
    return "Metaspace full";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    long used = reports.largest(report -> report.jvm().metaspaceBytes());
    MetaspaceSize size =
        text.get().group(1).equals("Metaspace")
            ? MetaspaceSize.metaspace(inForce)
            : MetaspaceSize.classSpace(inForce);
    return new FindingBuilder(this, incident, ExitCode.sure(incident))
        .says(
            "%s had no room for more classes: its %s was full%s.",
            Words.atHead(Words.who(incident)),
            text.get().group(1).equals("Metaspace") ? "metaspace" : "compressed class space",
            used > 0 ? " at " + Amounts.mib(used) : "")
        .saw(Words.quote(text.get()))
        .saw(ExitCode.line(incident))
        .advise(size.advise(used))
        .advise(
            "Look for what loads classes without end: new class loaders per query or session, code made"
                + " anew for each batch.")
        .advise("A larger heap is no remedy: classes are not in it.")
        .finding();
  }
}
