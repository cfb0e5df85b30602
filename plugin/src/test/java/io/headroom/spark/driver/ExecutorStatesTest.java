/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.headroom.spark.record.ExecutorReport.Tasks;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExecutorStatesTest {
  private final AtomicLong clock = new AtomicLong();
  private final ExecutorStates states = new ExecutorStates(clock::get);

  private static Tasks shed(long count) {
    return new Tasks(1, 2, 3, 4, count, 0, 0, 0, 0);
  }

  @Test
  void keepsTheLatestReportAndDropsOneThatWasOvertaken() {
    states.put(Reports.at("1", shed(2), 2_000, "GATE"));
    states.put(Reports.at("1", shed(1), 1_000, "CALM"));
    assertThat(states.all()).hasSize(1);
    assertThat(states.shed()).isEqualTo(2);
  }

  @Test
  void rememberWhatTheLostHadShed() {
    states.put(Reports.of("1", shed(2)));
    states.put(Reports.of("2", shed(3)));
    assertThat(states.remove("1")).isNotNull();
    assertThat(states.remove("1")).isNull();
    assertThat(states.shed()).isEqualTo(5);
  }

  @Test
  void forgetsAReportThatArrivedAfterItsExecutorWasRemoved() {
    states.put(Reports.of("1", shed(1)));
    clock.addAndGet(TimeUnit.MINUTES.toNanos(3));
    assertThat(states.all()).hasSize(1);
    clock.addAndGet(1);
    assertThat(states.all()).isEmpty();
  }

  @Test
  void theDriverIsNoExecutor() {
    states.putDriver(Reports.of("driver", shed(0)));
    assertThat(states.all()).isEmpty();
    assertThat(states.driver()).isPresent();
  }

  @Test
  void gaugesAddUpWhatExecutorsTell() {
    MetricRegistry registry = new MetricRegistry();
    DriverGauges.register(registry, states);
    assertThat(registry.getGauges().get("executors.reporting").getValue()).isEqualTo(0L);
    states.put(Reports.at("1", shed(2), 1, "GATE"));
    states.put(Reports.at("2", shed(0), 1, "CALM"));
    assertThat(registry.getGauges().get("executors.reporting").getValue()).isEqualTo(2L);
    assertThat(registry.getGauges().get("executors.underPressure").getValue()).isEqualTo(1L);
    assertThat(registry.getGauges().get("executors.gateShut").getValue()).isEqualTo(1L);
    assertThat(registry.getGauges().get("tasks.waiting").getValue()).isEqualTo(4L);
    assertThat(registry.getGauges().get("tasks.shed").getValue()).isEqualTo(2L);
    assertThat(registry.getGauges().get("pressure.highest").getValue()).isEqualTo(0.78);
    assertThat(registry.getGauges().get("driver.hardBytes").getValue()).isNull();
    states.putDriver(Reports.of("driver", shed(0)));
    assertThat(registry.getGauges().get("driver.hardBytes").getValue()).isEqualTo(700L << 20);
  }
}
