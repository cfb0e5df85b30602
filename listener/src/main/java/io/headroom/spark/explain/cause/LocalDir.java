/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Pattern;

/** The executor could make none of its local directories. */
public final class LocalDir implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "Failed to create (?:any )?local dir(?:ectory)?[^\\n]*"
              + "|DiskStore failed to create temp dir");

  @Override
  public String id() {
    return "local-dir";
  }

  @Override
  public String title() {
    return "No local directory";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    boolean code = ExitCode.isOneOf(incident, ExitCode.NO_LOCAL_DIRECTORY);
    if (!code) {
      return Optional.empty();
    }
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.CERTAIN)
            .says(
                "%s could make none of its local directories%s.",
                Words.atHead(Words.who(incident)),
                incident
                    .application()
                    .conf("spark.local.dir")
                    .map(dir -> " (spark.local.dir is " + Words.shorten(dir) + ")")
                    .orElse(""));
    Words.ofLoss(incident, TEXT).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "See that the directories exist on every node, are writable for the executor's user, and"
                + " have room: spark.local.dir (Standalone: SPARK_LOCAL_DIRS; YARN:"
                + " yarn.nodemanager.local-dirs; Kubernetes: volumes named spark-local-dir-*).")
        .finding();
  }
}
