/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kubelet evicted the pod for its files: ephemeral storage, an emptyDir, or a full node disk.
 */
public final class DiskEviction implements Cause {
  private static final Pattern DISK =
      Pattern.compile(
          "low on resource: (?:ephemeral-storage|inodes|nodefs|imagefs)"
              + "|condition: \\[DiskPressure\\]"
              + "|ephemeral local storage usage exceeds[^\\n]*"
              + "|exceeded its local ephemeral storage limit[^\\n]*"
              + "|Usage of EmptyDir volume[^\\n]*");
  private static final Pattern EVICTED = Pattern.compile("brief reason: Evicted");
  private static final Pattern TOLD = Pattern.compile("low on resource|condition: \\[|EmptyDir");
  private static final Pattern LIMIT = Pattern.compile("(?:containers|limit) \"?([0-9.]+\\w*)");

  @Override
  public String id() {
    return "disk-eviction";
  }

  @Override
  public String title() {
    return "Evicted for its local files";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> disk = Words.ofLoss(incident, DISK);
    Optional<Matcher> evicted = Words.ofLoss(incident, EVICTED);
    if (disk.isEmpty() && (evicted.isEmpty() || Words.ofLoss(incident, TOLD).isPresent())) {
      return Optional.empty();
    }
    String limit =
        disk.map(matcher -> LIMIT.matcher(matcher.group()))
            .filter(Matcher::find)
            .map(matcher -> ": they exceeded " + matcher.group(1))
            .orElse("");
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, disk.isPresent() ? Confidence.CERTAIN : Confidence.POSSIBLE)
            .says(
                "The kubelet evicted the pod of %s%s its local files (shuffle, spill, logs)%s.",
                Words.who(incident), disk.isPresent() ? " for" : ", perhaps for", limit);
    disk.or(() -> evicted).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .advise(
            "Give spark-local-dir a volume of its own (spark.kubernetes.executor.volumes.*, named"
                + " spark-local-dir-1), or request ephemeral storage for what is spilled and shuffled.")
        .advise(
            "Write less: fewer bytes spilled by more memory per task, zstd for what is written.")
        .finding();
  }
}
