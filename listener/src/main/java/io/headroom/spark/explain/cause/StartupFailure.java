/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.ExecutorView;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.DirectMemorySize;
import io.headroom.spark.explain.advice.InForce;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The executor ended before it ran anything: settings, image, directories, memory that is not
 * there.
 */
public final class StartupFailure implements Cause {
  private static final int FAILED = 1;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int OFTEN = 3;
  private static final Pattern TEXT =
      Pattern.compile(
          "Unable to create executor due to[^\\n]*|Executor self-exiting due to(?! *: *Driver )[^\\n]*"
              + "|Netty direct memory should at least be bigger[^\\n]*"
              + "|INVALID_(?:EXECUTOR|DRIVER)_MEMORY[^\\n]*"
              + "|(?:Executor|System) memory \\d+ must be at least[^\\n]*"
              + "|Error running executor: [^\\n]*|Cannot find any build directories[^\\n]*"
              + "|Could not create the Java Virtual Machine|Unrecognized VM option[^\\n]*"
              + "|Could not reserve enough space for[^\\n]*"
              + "|(?:brief|termination) reason: (?:ContainerCannotRun|StartError|ErrImagePull"
              + "|ImagePullBackOff|CreateContainer\\w*Error|OutOf\\w+|UnexpectedAdmissionError)");
  private static final Pattern NETTY =
      Pattern.compile("Netty direct memory should at least be bigger");

  @Override
  public String id() {
    return "startup-failure";
  }

  @Override
  public String title() {
    return "Executors cannot start";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    InForce inForce = InForce.of(incident);
    DirectMemorySize direct = new DirectMemorySize(inForce);
    ExecutorView view = incident.executor();
    boolean ranNothing =
        incident.kind() == Incident.Kind.EXECUTOR_LOST
            && view.tasksEnded() == 0
            && incident.failureCount() == 0
            && incident.failures().isEmpty();
    boolean code = ExitCode.isOneOf(incident, FAILED, NOT_EXECUTABLE, NOT_FOUND) && ranNothing;
    if (text.isEmpty() && !code) {
      return Optional.empty();
    }
    boolean netty =
        Words.ofLoss(incident, NETTY).isPresent() || (text.isEmpty() && direct.refusesToStart());
    int before = incident.application().lostBy(id());
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, text.isPresent() ? Confidence.CERTAIN : Confidence.LIKELY)
            .says(
                "%s ended before it ran anything%s%s.",
                Words.atHead(Words.who(incident)),
                netty
                    ? ": MaxDirectMemorySize of "
                        + Amounts.mib(direct.limitBytes())
                        + " is below spark.network.maxRemoteBlockSizeFetchToMem of "
                        + Amounts.mib(direct.fetchToMemoryBytes())
                    : "",
                before > 0 ? ", as did " + before + " before it" : "");
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    draft.saw(ExitCode.line(incident));
    if (before >= OFTEN) {
      draft.severity(Severity.CRITICAL);
    }
    if (netty) {
      return draft.advise(direct.allowStart()).finding();
    }
    return draft
        .advise(
            "See the executor's own log (stderr): its last lines name what it could not do. Try one"
                + " executor's settings by hand if it has none.")
        .finding();
  }
}
