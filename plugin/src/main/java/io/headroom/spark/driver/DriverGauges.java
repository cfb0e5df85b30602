/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.headroom.spark.record.ExecutorReport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The application's memory in a few aggregate gauges and the driver's own, under {@code
 * <app>.driver.plugin.io.headroom.spark.HeadroomPlugin}. Figures of single executors are on the
 * executors' own registries.
 */
final class DriverGauges {
  private DriverGauges() {}

  static void register(MetricRegistry registry, ExecutorStates states) {
    registry.register("executors.reporting", count(states, report -> true));
    registry.register(
        "executors.underPressure", count(states, report -> !report.level().equals("CALM")));
    registry.register(
        "executors.gateShut",
        count(states, report -> report.level().equals("GATE") || report.level().equals("SHED")));
    registry.register("pressure.highest", max(states, report -> report.memory().pressure()));
    registry.register("tasks.waiting", sum(states, report -> report.tasks().waiting()));
    registry.register("tasks.shed", (Gauge<Long>) states::shed);
    registry.register("oomKills", sum(states, report -> report.memory().oomKills()));
    registry.register("driver.hardBytes", own(states, report -> report.memory().hardBytes()));
    registry.register("driver.limitBytes", own(states, report -> report.memory().limitBytes()));
    registry.register("driver.pressure", own(states, report -> report.memory().pressure()));
  }

  private static <T> Gauge<T> own(ExecutorStates states, Function<ExecutorReport, T> figure) {
    return () -> states.driver().map(figure).orElse(null);
  }

  private static Gauge<Long> count(ExecutorStates states, Predicate<ExecutorReport> which) {
    return () -> states.all().stream().filter(which).count();
  }

  private static Gauge<Long> sum(ExecutorStates states, ToLongFunction<ExecutorReport> figure) {
    return () -> states.all().stream().mapToLong(figure).filter(n -> n > 0).sum();
  }

  private static Gauge<Double> max(ExecutorStates states, ToDoubleFunction<ExecutorReport> figure) {
    return () -> states.all().stream().mapToDouble(figure).filter(Double::isFinite).max().orElse(0);
  }
}
