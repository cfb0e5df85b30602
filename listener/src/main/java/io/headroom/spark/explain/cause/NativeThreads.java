/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system refused a new thread: a limit on processes, not on memory in most cases. */
public final class NativeThreads implements Cause {
  private static final Pattern TEXT = Pattern.compile("unable to create (?:new )?native thread");

  @Override
  public String id() {
    return "native-threads";
  }

  @Override
  public String title() {
    return "No more threads";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT).or(() -> Words.ofDriver(incident, TEXT));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    long threads = reports.largest(report -> report.jvm().threads());
    return new FindingBuilder(this, incident, ExitCode.sure(incident))
        .says(
            "The system gave %s no more threads%s: a limit on the number of processes was reached.",
            Words.who(incident), threads > 0 ? " beyond the " + threads + " it had" : "")
        .saw(Words.quote(text.get()))
        .saw(ExitCode.line(incident))
        .advise(
            "Raise the limit: pids.max of the cgroup (kubelet: podPidsLimit; Docker: --pids-limit) or"
                + " ulimit -u of the user.")
        .advise(
            "Look for what makes so many threads: a client or pool for each task, never closed.")
        .advise("A larger heap is no remedy, and leaves less room for thread stacks.")
        .finding();
  }
}
