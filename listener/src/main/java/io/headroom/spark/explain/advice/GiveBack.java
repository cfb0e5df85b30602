/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the executors' JVM can give back of its heap, told where it matters: where the container was
 * too small or nearly so, and much of the heap was empty after collection. Measured on JDK 17 and
 * 25: G1 and Shenandoah return it, Serial after up to four collections, Parallel never; none does
 * with Xms = Xmx, which the stock Kubernetes image sets.
 */
final class GiveBack {
  /** Less of the heap is not worth a change of flags. */
  private static final double WORTH_SHARE = 0.25;

  private static final String ENVIRONMENT = "spark.executorEnv._JAVA_OPTIONS";
  private static final String FLAGS = "spark.executor.extraJavaOptions";

  private GiveBack() {}

  /** Empty where the heap is no matter, or gives back what it can. */
  static Optional<Advice> of(
      Grant grant, ProfilePeaks peaks, Losses losses, JvmFlags flags, EffectiveConf conf) {
    Peak live = peaks.peak(Component.HEAP_LIVE);
    boolean matters = losses.atContainer() || peaks.shed() > 0 || peaks.held() > 0;
    long empty = grant.heapBytes() - live.max();
    if (!matters || !live.measured() || empty < WORTH_SHARE * grant.heapBytes()) {
      return Optional.empty();
    }
    String collector =
        peaks.collector().isEmpty() ? flags.collector().orElse("") : peaks.collector();
    if (flags.heapFixed(grant.heapBytes()) && !peaks.heapGrew()) {
      return Optional.of(fixedHeap(grant, live, empty, flags, conf, collector));
    }
    return collector.equals("Parallel") || collector.equals("Serial")
        ? Optional.of(otherCollector(live, empty, conf, collector))
        : Optional.empty();
  }

  private static Advice fixedHeap(
      Grant grant, Peak live, long empty, JvmFlags flags, EffectiveConf conf, String collector) {
    String options = conf.get(ENVIRONMENT).map(set -> set + " ").orElse("") + "-Xms64m";
    boolean collectorToo = collector.equals("Parallel");
    return new Advice(
        "heap-fixed",
        Severity.WARNING,
        "The heap gives nothing back",
        String.format(
            Locale.ROOT,
            "The heap of %s is all committed from the start (Xms = Xmx%s), so the %s that were empty"
                + " after collection stay charged to the container; a smaller Xms lets %s return"
                + " them.",
            Mebibytes.text(grant.heapBytes()),
            flags.stockKubernetes() ? ", set by the stock Kubernetes image" : "",
            Mebibytes.text(empty),
            collector.isEmpty() || collectorToo ? "G1" : collector),
        List.of(live.line()),
        List.of(
            new Setting(
                ENVIRONMENT,
                collectorToo ? options + " -XX:+UseG1GC -XX:-UseParallelGC" : options,
                "the JVM reads it after all other flags")));
  }

  private static Advice otherCollector(
      Peak live, long empty, EffectiveConf conf, String collector) {
    String kept =
        conf.get(FLAGS)
            .map(set -> set.replaceAll("-XX:\\+Use(Parallel|Serial)GC", "").trim() + " ")
            .orElse("");
    return new Advice(
        "collector",
        Severity.INFO,
        "Another collector would give heap back",
        String.format(
            Locale.ROOT,
            "%s %s: %s of the heap were empty after collection; G1 returns that within seconds. The"
                + " JVM chooses Serial by itself below 2 CPUs or 1792 MiB.",
            collector,
            collector.equals("Parallel")
                ? "never returns heap"
                : "returns heap only after up to four full collections",
            Mebibytes.text(empty)),
        List.of(live.line()),
        List.of(
            new Setting(
                FLAGS, kept.stripLeading() + "-XX:+UseG1GC", "replaces the collector in force")));
  }
}
