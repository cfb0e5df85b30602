/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Merging spill files filled the heap: each open file has a buffer of 1 MiB, twice with read-
 * ahead.
 */
public final class SpillMerge implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "OutOfMemoryError: Java heap space.{0,4000}?UnsafeSorterSpillReader", Pattern.DOTALL);

  /** Buffer and read-ahead buffer of one open spill file. */
  private static final long PER_FILE_BYTES = 2 * Amounts.MIB;

  @Override
  public String id() {
    return "spill-merge";
  }

  @Override
  public String title() {
    return "Too many spill files to merge";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    long files = inForce.heapBytes() / PER_FILE_BYTES / inForce.slots();
    return new FindingBuilder(this, incident, ExitCode.sure(incident))
        .says(
            "A task of %s had spilled so often that merging its spill files filled the heap: %s hold the"
                + " buffers of at most %d files for each of %d tasks at once.",
            Words.who(incident), Amounts.mib(inForce.heapBytes()), files, inForce.slots())
        .saw("Java heap space in UnsafeSorterSpillReader, which opens spill files")
        .saw(ExitCode.line(incident))
        .saw(JvmPeaks.tasksLine(incident))
        .advise(new Parallelism(inForce).morePartitions())
        .advise(new Parallelism(inForce).fewerCores())
        .advise(fraction(inForce))
        .advise("A larger heap alone is a poor remedy: what is short is the share of each task.")
        .finding();
  }

  private static Optional<Advised> fraction(InForce inForce) {
    double fraction = inForce.number("spark.memory.fraction").orElse(0.6);
    return fraction >= 0.6
        ? Optional.empty()
        : Optional.of(
            new Advised(
                "Leave spark.memory.fraction at its default: less makes tasks spill more often.",
                List.of(new Setting("spark.memory.fraction", "0.6", "default; now " + fraction))));
  }
}
