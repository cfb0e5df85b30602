/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.judge.PressureJudge;
import io.headroom.spark.judge.SamplePeriod;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Collector;
import io.headroom.spark.sense.MemorySense;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** Samples itself and prints each report's longest hiccup, until its standard input ends. */
final class HiccupChild {
  private HiccupChild() {}

  /**
   * Runs.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    Hiccups hiccups = new Hiccups();
    OwnCost cost = new OwnCost();
    Reporter reporter =
        new Reporter(
            report -> System.out.println(report.stalls().longestHiccupMillis()),
            new ReportBuilder(
                "1",
                "host",
                Collector.UNKNOWN,
                () -> new ExecutorReport.Tasks(0, 0, 0, 0, 0, 0, 0, 0, 0),
                new StallFigures(hiccups, "none"),
                cost),
            hiccups,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            List.of(),
            Runnable::run);
    AtomicReference<Sampler> self = new AtomicReference<>();
    Sampler sampler =
        new Sampler(
            "sampler",
            MemorySense.open(OptionalLong.of(1L << 40)),
            new PressureJudge(Thresholds.DEFAULT),
            new SamplePeriod(Duration.ofMillis(100), Duration.ofMillis(100)),
            () -> false,
            now -> reporter.step(now, self.get().samples()),
            () -> {},
            hiccups,
            cost);
    self.set(sampler);
    sampler.start();
    while (System.in.read() >= 0) {
      // Nobody writes: it ends with the parent.
    }
  }
}
