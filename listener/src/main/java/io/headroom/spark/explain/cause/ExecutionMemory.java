/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import io.headroom.spark.explain.advice.HeapSize;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A task could not get the execution memory that it cannot do without; the executor lives on. */
public final class ExecutionMemory implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "UNABLE_TO_ACQUIRE_MEMORY|Unable to acquire (\\d{1,18}) bytes of memory, got (\\d{1,18})"
              + "|Not enough memory to grow pointer array|POINTER_ARRAY_OUT_OF_MEMORY"
              + "|No enough memory for aggregation|AGGREGATE_OUT_OF_MEMORY"
              + "|[Tt]here is not enough memory to build (?:the )?hash map"
              + "|Can't acquire (\\d{1,18}) bytes memory to build hash relation"
              + "|Could not allocate memory to grow BytesToBytesMap"
              + "|Cannot build a HashedRelation that is larger than 8G"
              + "|Not enough spark off-heap execution memory[^\\n]*");
  private static final Pattern PAGE = Pattern.compile("Failed to allocate a page \\([^\\n]*");
  private static final Pattern SIZES =
      Pattern.compile("acquire (\\d{1,18}) bytes(?: of memory, got (\\d{1,18}))?");
  private static final Pattern HOLDER = Pattern.compile("Acquired by [^\\n]*: [^\\n]*");

  @Override
  public String id() {
    return "execution-memory";
  }

  @Override
  public String title() {
    return "Spark's execution memory used up";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    Optional<Matcher> page = Words.ofTasks(incident, PAGE);
    if (text.isEmpty() && page.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    boolean offHeap =
        inForce.offHeapBytes() > 0 || text.filter(m -> m.group().contains("off-heap")).isPresent();
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, text.isPresent() ? ExitCode.sure(incident) : Confidence.POSSIBLE)
            .says(
                "A task of %s could not get the execution memory it needed%s; %d tasks at once share %s.",
                Words.who(incident),
                Words.ofTasks(incident, SIZES).map(ExecutionMemory::sizes).orElse(""),
                inForce.slots(),
                offHeap
                    ? Amounts.mib(inForce.offHeapBytes()) + " of off-heap memory"
                    : Amounts.mib(pool(inForce)) + " of execution and storage memory");
    text.or(() -> page).ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    Words.ofTasks(incident, HOLDER).ifPresent(holder -> draft.saw(Words.quote(holder)));
    draft
        .saw(JvmPeaks.tasksLine(incident))
        .advise(new Parallelism(inForce).morePartitions())
        .advise(new Parallelism(inForce).fewerCores());
    if (inForce.offHeapBytes() > 0) {
      long wanted = Amounts.upTo64Mib(inForce.offHeapBytes() * 3 / 2);
      draft.advise(
          new Advised(
              "Give off-heap memory " + Amounts.mib(wanted) + "; the container grows by as much.",
              List.of(
                  new Setting(
                      "spark.memory.offHeap.size",
                      Amounts.sparkSize(wanted),
                      "1.5 x the " + Amounts.mib(inForce.offHeapBytes()) + " in force"))));
    } else if (!offHeap) {
      draft.advise(new HeapSize(inForce).advise());
    }
    return draft
        .advise("A larger memoryOverhead is no remedy: Spark does not hand it out to tasks.")
        .finding();
  }

  /** Spark's unified memory: (heap - 300 MiB) x spark.memory.fraction (UnifiedMemoryManager). */
  private static long pool(InForce inForce) {
    double fraction = inForce.number("spark.memory.fraction").orElse(0.6);
    return (long) (Math.max(0, inForce.heapBytes() - 300 * Amounts.MIB) * fraction);
  }

  private static String sizes(Matcher matcher) {
    long wanted = Long.parseLong(matcher.group(1));
    return String.format(
        " (%d bytes wanted%s)",
        wanted, matcher.group(2) == null ? "" : ", " + matcher.group(2) + " given");
  }
}
