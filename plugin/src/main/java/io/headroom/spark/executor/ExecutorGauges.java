/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.watch.Reporter;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The executor's memory in a few gauges, under {@code
 * <app>.<executor>.plugin.io.headroom.spark.HeadroomPlugin}. They show the latest report and read
 * nothing themselves.
 */
final class ExecutorGauges {
  private ExecutorGauges() {}

  static void register(MetricRegistry registry, Reporter reporter) {
    size(registry, "memory.hardBytes", reporter, r -> r.memory().hardBytes());
    size(registry, "memory.limitBytes", reporter, r -> r.memory().limitBytes());
    size(registry, "memory.peakHardBytes", reporter, r -> r.memory().peakHardBytes());
    ratio(registry, "memory.pressure", reporter, r -> r.memory().pressure());
    size(registry, "memory.oomKills", reporter, r -> r.memory().oomKills());
    size(registry, "tasks.running", reporter, r -> r.tasks().running());
    size(registry, "tasks.waiting", reporter, r -> r.tasks().waiting());
    size(registry, "tasks.cap", reporter, r -> r.tasks().cap());
    size(registry, "tasks.shed", reporter, r -> r.tasks().shed());
    size(registry, "tasks.held", reporter, r -> r.tasks().held());
    size(registry, "cost.ownCpuNanos", reporter, r -> r.cost().ownCpuNanos());
  }

  private static void size(
      MetricRegistry registry, String name, Reporter from, ToLongFunction<ExecutorReport> figure) {
    Gauge<Long> gauge =
        () -> {
          ExecutorReport report = from.latest();
          return report == null ? null : figure.applyAsLong(report);
        };
    registry.register(name, gauge);
  }

  private static void ratio(
      MetricRegistry registry,
      String name,
      Reporter from,
      ToDoubleFunction<ExecutorReport> figure) {
    Gauge<Double> gauge =
        () -> {
          ExecutorReport report = from.latest();
          return report == null ? null : figure.applyAsDouble(report);
        };
    registry.register(name, gauge);
  }
}
