/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark ended the executor since a killed task did not stop. */
public final class TaskReaper implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Executor killed by TaskReaper|Killing executor JVM (?:since|because) killed task[^\\n]*");

  @Override
  public String id() {
    return "task-reaper";
  }

  @Override
  public String title() {
    return "Ended by the task reaper";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    if (text.isEmpty() && !ExitCode.isOneOf(incident, ExitCode.TASK_REAPER)) {
      return Optional.empty();
    }
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.CERTAIN)
            .says(
                "Spark ended %s since a killed task of it did not stop (spark.task.reaper).",
                Words.who(incident));
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "Let tasks heed interruption (Thread.interrupted, TaskContext.isInterrupted), or allow them"
                + " more time: spark.task.reaper.killTimeout.")
        .finding();
  }
}
