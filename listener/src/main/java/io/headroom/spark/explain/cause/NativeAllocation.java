/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system refused native memory to the process, near a limit or without one being told. */
public final class NativeAllocation implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "There is insufficient memory for the Java Runtime Environment[^\\n]*"
              + "|Native memory allocation \\(\\w+\\) failed[^\\n]*"
              + "|java\\.io\\.IOException: Out of memory"
              + "|OutOfMemoryError: (?:Map failed|Out of swap space)[^\\n]*"
              + "|(?:error=12,|\\[Errno 12\\]) (?:Cannot allocate memory|Not enough space)"
              + "|os::commit_memory\\([^\\n]*");

  @Override
  public String id() {
    return "native-allocation";
  }

  @Override
  public String title() {
    return "Native memory refused";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT).or(() -> Words.ofDriver(incident, TEXT));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
    Optional<Held> held = Held.of(reports);
    FindingBuilder draft =
        new FindingBuilder(this, incident, ExitCode.sure(incident))
            .says(
                "The system refused native memory to %s%s.",
                Words.who(incident),
                held.map(h -> "; by the last report " + h.sentence()).orElse(""))
            .saw(Words.quote(text.get()))
            .saw(ExitCode.line(incident));
    if (text.get().group().contains("IOException")) {
      draft.saw("the kernel had no memory for a socket or file: it is no fault of the network");
    }
    new ContainerAdvice(InForce.of(incident)).give(draft, incident, held);
    return draft.finding();
  }
}
