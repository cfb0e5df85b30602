/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody deleted the pod; Kubernetes tells Spark no more than that. */
public final class Deleted implements Cause {
  private static final Pattern TEXT = Pattern.compile("was deleted by a user or the framework");
  private static final Pattern EVICTION = Pattern.compile("EvictionByEvictionAPI");

  @Override
  public String id() {
    return "deleted";
  }

  @Override
  public String title() {
    return "Its pod was deleted";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text =
        Words.ofLoss(incident, TEXT).or(() -> Words.ofLoss(incident, EVICTION));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return new FindingBuilder(this, incident, Confidence.CERTAIN)
        .says(
            "The pod of %s was deleted; by whom, Kubernetes does not tell Spark (node drain, autoscaler,"
                + " spot reclaim, scheduler or a person).",
            Words.who(incident))
        .saw(Words.quote(text.get()))
        .advise(
            "See who did it while the pod is still there: kubectl get events, and the pod's condition"
                + " DisruptionTarget.")
        .advise(
            new Advised(
                "Spark deletes ended pods at once and the traces with them; keep them while you look.",
                List.of(
                    new Setting(
                        "spark.kubernetes.executor.deleteOnTermination",
                        "false",
                        "true by default"))))
        .finding();
  }
}
