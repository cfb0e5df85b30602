/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM gave up since nearly all its time went to collections that freed almost nothing. */
public final class GcOverhead implements Cause {
  private static final Pattern TEXT = Pattern.compile("GC overhead limit exceeded");

  @Override
  public String id() {
    return "gc-overhead";
  }

  @Override
  public String title() {
    return "Collector worked for almost nothing";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    return new FindingBuilder(this, incident, ExitCode.sure(incident))
        .says(
            "%s spent nearly all its time in collections that freed almost nothing of its heap of %s.",
            Words.atHead(Words.who(incident)), Amounts.mib(inForce.heapBytes()))
        .saw(Words.quote(text.get()))
        .saw(ExitCode.line(incident))
        .saw(JvmPeaks.tasksLine(incident))
        .advise(new Parallelism(inForce).morePartitions())
        .advise(new Parallelism(inForce).fewerCores())
        .advise(new HeapSize(inForce).advise())
        .advise(
            "Turning the check off (-XX:-UseGCOverheadLimit) is no remedy: the job then crawls.")
        .finding();
  }
}
