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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A disk for spill and shuffle files was full, be it reported as an I/O error or as want of memory.
 */
public final class DiskFull implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:calling spill\\(\\) on [^\\n]{0,160}: ?)?"
              + "(?:No space left on device|Disk quota exceeded"
              + "|There is not enough space on the disk)");
  private static final Pattern SPILLING = Pattern.compile("^calling spill");

  @Override
  public String id() {
    return "disk-full";
  }

  @Override
  public String title() {
    return "Disk full";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT).or(() -> Words.ofDriver(incident, TEXT));
    boolean disks = ExitCode.isOneOf(incident, ExitCode.YARN_DISKS_FAILED);
    if (text.isEmpty() && !disks) {
      return Optional.empty();
    }
    boolean spilling = text.filter(m -> SPILLING.matcher(m.group()).find()).isPresent();
    long spilled = JvmPeaks.spilledBytes(incident);
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, text.isPresent() ? ExitCode.sure(incident) : Confidence.LIKELY)
            .says(
                text.isPresent()
                    ? "A disk of %s was full%s%s."
                    : "YARN counts the local disks of %s's node as bad, most likely because they are more"
                        + " than 90 %% full%s%s.",
                Words.who(incident),
                spilling ? ", which Spark reports as want of memory since a spill failed" : "",
                spilled > 0 ? "; its failed tasks had spilled " + Amounts.mib(spilled) : "");
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    draft.saw(ExitCode.line(incident));
    Held.of(new LastReports(incident.reports(), incident.timeMillis()))
        .filter(held -> held.tmpfs() > 0)
        .ifPresent(
            held -> draft.saw("files in memory (tmpfs) at the last report: " + mib(held.tmpfs())));
    return draft
        .advise(
            "Give local directories more room, or several disks: spark.local.dir (YARN:"
                + " yarn.nodemanager.local-dirs; Kubernetes: volumes named spark-local-dir-1, -2, ...).")
        .advise("If the directory is a tmpfs, its size is the bound: use a disk, or both.")
        .advise(
            new Advised(
                "Write less: zstd makes spill and shuffle files smaller than lz4 does.",
                List.of(new Setting("spark.io.compression.codec", "zstd", "lz4 by default"))))
        .advise("More memory is no remedy as long as what is spilled does not fit on the disk.")
        .finding();
  }

  private static String mib(long bytes) {
    return Amounts.mib(bytes);
  }
}
