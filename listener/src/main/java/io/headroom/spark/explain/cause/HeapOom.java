/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java heap of an executor was too small for what its tasks held. */
public final class HeapOom implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "OutOfMemoryError: (?:Java heap space|Requested array size exceeds VM limit)");
  private static final Pattern ANY = Pattern.compile("java\\.lang\\.OutOfMemoryError");
  private static final Pattern OTHER_KIND =
      Pattern.compile(
          "OutOfMemoryError: (?!Java heap|Requested array)[A-Za-z]|of direct buffer memory");

  @Override
  public String id() {
    return "heap-oom";
  }

  @Override
  public String title() {
    return "Java heap full";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    if (text.isPresent()) {
      return found(incident, ExitCode.sure(incident), Words.quote(text.get()));
    }
    if (Words.ofTasks(incident, OTHER_KIND).isPresent()) {
      return Optional.empty();
    }
    String options = InForce.of(incident).text(InForce.of(incident).javaOptionsKey());
    if (ExitCode.isOneOf(incident, ExitCode.OUT_OF_MEMORY)) {
      return found(
          incident, Confidence.LIKELY, "the executor ended by an OutOfMemoryError of unknown kind");
    }
    if (ExitCode.isOneOf(incident, ExitCode.EXIT_ON_OUT_OF_MEMORY)
        && options.contains("+ExitOnOutOfMemoryError")) {
      return found(incident, Confidence.LIKELY, "-XX:+ExitOnOutOfMemoryError is set");
    }
    if (ExitCode.isOneOf(incident, ExitCode.ABORTED)
        && options.contains("+CrashOnOutOfMemoryError")) {
      return found(incident, Confidence.LIKELY, "-XX:+CrashOnOutOfMemoryError is set");
    }
    if (ExitCode.isOneOf(incident, ExitCode.EXIT_ON_OUT_OF_MEMORY)) {
      return found(incident, Confidence.POSSIBLE, "the JVM exits so with ExitOnOutOfMemoryError");
    }
    return Words.ofTasks(incident, ANY)
        .flatMap(any -> found(incident, Confidence.LIKELY, Words.quote(any)));
  }

  private Optional<Finding> found(Incident incident, Confidence confidence, String evidence) {
    InForce inForce = InForce.of(incident);
    boolean array = evidence.contains("array size");
    long peak = JvmPeaks.heapBytes(incident);
    String sentence =
        array
            ? String.format(
                "A task of %s wanted an array larger than the JVM can have.", who(incident))
            : String.format(
                "The Java heap of %s%s full: %s%s.",
                who(incident),
                was(confidence, evidence),
                Amounts.mib(inForce.heapBytes()),
                peak > 0
                    ? ", of which " + Amounts.mib(peak) + " were seen in use"
                    : " for " + inForce.slots() + " tasks at once");
    FindingBuilder draft =
        new FindingBuilder(this, incident, confidence)
            .says(sentence)
            .saw(evidence)
            .saw(ExitCode.line(incident))
            .saw(JvmPeaks.tasksLine(incident))
            .advise(new Parallelism(inForce).morePartitions());
    if (array) {
      return draft.advise("A larger heap is no remedy: no array can be that large.").finding();
    }
    return draft
        .advise(new Parallelism(inForce).fewerCores())
        .advise(new HeapSize(inForce).advise())
        .advise("A larger memoryOverhead is no remedy: it is beside the heap.")
        .finding();
  }

  /** An OutOfMemoryError of the heap was one, even where something else then ended the executor. */
  private static String was(Confidence confidence, String evidence) {
    if (evidence.contains("heap space")) {
      return " was";
    }
    return confidence == Confidence.POSSIBLE ? " may have been" : " was most likely";
  }

  private static String who(Incident incident) {
    return Words.who(incident);
  }
}
