/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Heartbeats as Spark sends them: a task at a fixed rate on a pool of one daemon thread. */
@Timeout(30)
class HeartbeatThreadTest {
  private static final String NAME = "test-heartbeater";
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final HeartbeatThread heartbeats = new HeartbeatThread(NAME);
  private final AtomicInteger beats = new AtomicInteger();
  private final AtomicBoolean fails = new AtomicBoolean();
  private ScheduledExecutorService pool;
  private long now;

  private void start(long periodMillis, Runnable beat) {
    pool =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, NAME);
              thread.setDaemon(true);
              return thread;
            });
    var unused = pool.scheduleAtFixedRate(beat, 0, periodMillis, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    beats.incrementAndGet();
    if (fails.get()) {
      throw new OutOfMemoryError("Metaspace: meant to fail");
    }
  }

  private boolean aliveAfter(long seconds) {
    now += seconds * SECOND;
    return heartbeats.alive(now);
  }

  private static boolean threadIsThere() {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(NAME));
  }

  @AfterEach
  void stop() {
    if (pool != null) {
      pool.shutdownNow();
      await().until(() -> !threadIsThere());
    }
  }

  @Test
  void whereThereNeverWasOneNothingIsKnown() {
    assertThat(aliveAfter(0)).isTrue();
    assertThat(aliveAfter(11)).isTrue();
  }

  @Test
  void heartbeatsThatWaitForTheNextOneAreAlive() {
    start(60_000, this::beat);
    await().until(() -> beats.get() == 1);
    for (int i = 0; i < 5; i++) {
      assertThat(aliveAfter(11)).isTrue();
    }
  }

  /** The thread lives on, as in Spark: it only has nothing to do any more. */
  @Test
  void heartbeatsThatDiedOfAnErrorAreEnded() {
    start(20, this::beat);
    await().until(() -> beats.get() > 2);
    assertThat(aliveAfter(0)).isTrue();
    fails.set(true);
    int before = beats.get();
    await().until(() -> beats.get() > before);
    await().during(Duration.ofMillis(100)).until(() -> beats.get() <= before + 2);
    assertThat(threadIsThere()).isTrue();
    assertThat(aliveAfter(11)).as("one look may be mistaken").isTrue();
    assertThat(aliveAfter(4)).isFalse();
    assertThat(aliveAfter(1)).as("looked at again only later").isFalse();
    assertThat(aliveAfter(11)).isFalse();
  }

  @Test
  void aThreadThatIsGoneIsEnded() {
    start(20, this::beat);
    await().until(() -> beats.get() > 2);
    assertThat(aliveAfter(0)).isTrue();
    pool.shutdownNow();
    await().until(() -> !threadIsThere());
    assertThat(aliveAfter(11)).isTrue();
    assertThat(aliveAfter(4)).isFalse();
  }

  /** It hangs, which shows as missed heartbeats of another kind; the thread is not to blame. */
  @Test
  void aHeartbeatThatWaitsForSomethingIsNotEnded() {
    CountDownLatch latch = new CountDownLatch(1);
    start(
        20,
        () -> {
          beats.incrementAndGet();
          try {
            latch.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    await().until(() -> beats.get() == 1);
    assertThat(aliveAfter(11)).isTrue();
    assertThat(aliveAfter(11)).isTrue();
    latch.countDown();
  }
}
