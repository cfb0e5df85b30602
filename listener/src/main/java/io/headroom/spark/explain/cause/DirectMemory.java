/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.DirectMemorySize;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Direct buffers (shuffle fetches, Netty, Arrow) reached the JVM's limit for them. */
public final class DirectMemory implements Cause {
  private static final Pattern SIZES =
      Pattern.compile(
          "Cannot reserve (\\d{1,18}) bytes of direct buffer memory"
              + " \\(allocated: (\\d{1,18}), limit: (\\d{1,18})\\)");
  private static final Pattern NETTY =
      Pattern.compile(
          "failed to allocate (\\d{1,18}) byte\\(s\\) of direct memory"
              + " \\(used: (\\d{1,18}), max: (\\d{1,18})\\)");
  private static final Pattern TEXT =
      Pattern.compile(
          "OutOfMemoryError: (?:Cannot reserve|Direct buffer memory)[^\\n]*"
              + "|Cannot reserve \\d+ bytes of direct buffer memory[^\\n]*"
              + "|OutOfDirectMemoryError[^\\n]*|fetch failed after \\d+ retries due to Netty OOM");
  private static final Pattern ARROW =
      Pattern.compile("arrow\\.memory\\.OutOfMemoryException[^\\n]*");

  @Override
  public String id() {
    return "direct-memory";
  }

  @Override
  public String title() {
    return "Direct memory full";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    Optional<Matcher> arrow = Words.ofTasks(incident, ARROW);
    if (text.isEmpty() && arrow.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    Optional<Matcher> sizes =
        Words.ofTasks(incident, SIZES).or(() -> Words.ofTasks(incident, NETTY));
    long limit = sizes.map(matcher -> Long.parseLong(matcher.group(3))).orElse(-1L);
    long requested = sizes.map(matcher -> Long.parseLong(matcher.group(1))).orElse(0L);
    String full =
        sizes
            .map(
                matcher ->
                    String.format(
                        ": %s of %s were in use and %s more were wanted",
                        Amounts.mibNumber(Long.parseLong(matcher.group(2))),
                        Amounts.mib(limit),
                        Amounts.mib(requested)))
            .orElse("");
    return new FindingBuilder(
            this, incident, text.isPresent() ? ExitCode.sure(incident) : Confidence.LIKELY)
        .says("The direct memory of %s was full%s.", Words.who(incident), full)
        .saw(text.or(() -> arrow).map(Words::quote).orElse(""))
        .saw(ExitCode.line(incident))
        .advise(new DirectMemorySize(inForce).larger(limit, requested))
        .advise(new Parallelism(inForce).fewerCores())
        .advise("A larger memoryOverhead alone is no remedy: the JVM's own limit was reached.")
        .finding();
  }
}
