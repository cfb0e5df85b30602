/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.judge.PressureJudge;
import io.headroom.spark.judge.SamplePeriod;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.MemorySense;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SamplerTest {
  private static final String NAME = "headroom-sampler-test";

  private final Hiccups hiccups = new Hiccups();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final AtomicBoolean idle = new AtomicBoolean();

  private Sampler sampler(Consumer<Situation> onSituation) {
    return new Sampler(
        NAME,
        MemorySense.open(OptionalLong.empty()),
        new PressureJudge(Thresholds.DEFAULT),
        new SamplePeriod(Duration.ofMillis(10), Duration.ofMillis(10)),
        idle::get,
        onSituation,
        givenUp::incrementAndGet,
        hiccups,
        new OwnCost());
  }

  private static boolean running() {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(NAME));
  }

  @Test
  void samplesUntilItIsClosed() {
    AtomicInteger seen = new AtomicInteger();
    try (Sampler sampler = sampler(now -> seen.incrementAndGet())) {
      sampler.start();
      await().until(() -> seen.get() > 5);
      assertThat(running()).isTrue();
    }
    assertThat(running()).isFalse();
    assertThat(givenUp).hasValue(0);
  }

  @Test
  void whileIdleItSamplesRarelyAndATaskWakesIt() throws Exception {
    idle.set(true);
    AtomicInteger seen = new AtomicInteger();
    try (Sampler sampler = sampler(now -> seen.incrementAndGet())) {
      sampler.start();
      await().until(() -> seen.get() >= 1);
      Thread.sleep(1_200);
      int before = seen.get();
      assertThat(before).as("one each 500 ms, not each 10 ms").isLessThan(10);
      idle.set(false);
      sampler.wake();
      await().until(() -> seen.get() > before + 20);
    }
  }

  @Test
  void oneFailureDoesNotEndIt() {
    AtomicInteger seen = new AtomicInteger();
    try (Sampler sampler =
        sampler(
            now -> {
              if (seen.incrementAndGet() == 2) {
                throw new IllegalStateException("meant to fail once");
              }
            })) {
      sampler.start();
      await().until(() -> seen.get() > 5);
    }
    assertThat(givenUp).hasValue(0);
  }

  @Test
  void aSampleThatComesLateIsAHiccup() {
    AtomicInteger seen = new AtomicInteger();
    AtomicLong longest = new AtomicLong();
    try (Sampler sampler =
        sampler(
            now -> {
              longest.accumulateAndGet(hiccups.lastNanos(), Math::max);
              if (seen.incrementAndGet() == 3) {
                LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
              }
            })) {
      sampler.start();
      await().until(() -> seen.get() > 5);
    }
    assertThat(Duration.ofNanos(longest.get())).isGreaterThan(Duration.ofMillis(650));
  }

  @Test
  void failingAgainAndAgainItGivesUpAndSaysSo() {
    AtomicInteger seen = new AtomicInteger();
    try (Sampler sampler =
        sampler(
            now -> {
              seen.incrementAndGet();
              throw new IllegalStateException("meant to fail");
            })) {
      sampler.start();
      await().until(() -> givenUp.get() == 1);
      await().until(() -> !running());
    }
    assertThat(seen).hasValue(10);
  }

  @Test
  void closedBeforeItsStartItLeavesNothingOpen() {
    sampler(now -> {}).close();
    assertThat(running()).isFalse();
  }
}
